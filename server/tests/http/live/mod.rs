//! The live channel, through the router that serves and over real sockets.

mod changes;
mod doors;
mod manners;
mod typing;
