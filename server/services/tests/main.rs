//! The use cases, each on a real database of its own, SQLite and PostgreSQL. One program for all of them: linking one for
//! each would take longer than running them.

mod accounts;
mod admin;
mod approvals;
mod arrivals;
mod collab;
mod guests;
mod library_bulk;
mod library_curate;
mod library_exchange;
mod library_exchange_measured;
mod library_health;
mod library_near;
mod library_read;
mod live;
mod merges;
mod notifications;
mod postings;
mod proposals;
mod publish;
mod review;
mod search;
mod seed;
mod templates;
mod threads;
mod timeline;
mod upstream;
