//! The live channel, through the router that serves and over real sockets.

mod at_stake;
mod attacks;
mod changes;
mod clocks;
mod doors;
mod manners;
mod pair;
mod typing;
