//! One file per table. Rows never leave this crate: repositories hand out domain values and records.

pub(crate) mod audit_event;
pub(crate) mod audit_head;
pub(crate) mod decision;
pub(crate) mod doc_checkpoint;
pub(crate) mod doc_client;
pub(crate) mod doc_head;
pub(crate) mod doc_moment;
pub(crate) mod doc_quarantine;
pub(crate) mod doc_seat;
pub(crate) mod doc_snapshot;
pub(crate) mod doc_update;
pub(crate) mod invitation;
pub(crate) mod item_use;
pub(crate) mod item_version;
pub(crate) mod library_item;
pub(crate) mod membership;
pub(crate) mod node;
pub(crate) mod posting;
pub(crate) mod publication;
pub(crate) mod review;
pub(crate) mod revision;
pub(crate) mod session;
pub(crate) mod setup_token;
pub(crate) mod sign_in_failure;
pub(crate) mod team;
pub(crate) mod user;
