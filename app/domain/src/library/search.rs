//! Typo-tolerant search. (Written next.)
