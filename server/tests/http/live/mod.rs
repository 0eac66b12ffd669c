//! The live channel, through the router that serves and over real sockets.

mod attacks;
mod changes;
mod clocks;
mod doors;
mod manners;
mod pair;
mod typing;
