//! The co-edited draft. (Written next.)
