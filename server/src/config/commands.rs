//! The commands of an operator, as they are typed.

use clap::Subcommand;
use domain::{events::chain::Head, ids::PostingId};

use crate::extract::Format;

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Command {
    /// Serve the application (what happens without a command).
    Serve,
    /// Bring the database to this program's schema, or take it down.
    Migrate {
        #[arg(value_enum, default_value = "up")]
        direction: Direction,
        /// Really lose everything: `migrate down` does nothing without it.
        #[arg(long)]
        yes: bool,
    },
    /// Put the seed library into the database; what is there already stays as it is.
    Seed,
    /// List what was found damaged in the database and set aside, and the drafts that can't be opened. Reads all drafts.
    Damaged {
        /// Open this draft again, without the updates that can't be read: they are kept apart. Look for a backup first.
        #[arg(long, value_name = "POSTING")]
        set_aside: Option<PostingId>,
    },
    /// Read an uploaded file from the input and write what is in it. The program calls this for itself.
    #[command(hide = true)]
    ReadFile {
        /// What the file is written in: docx, pdf, html, markdown or text.
        format: Format,
    },
    /// Check the audit log, or print where it ends.
    Audit {
        #[command(subcommand)]
        command: AuditCommand,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum AuditCommand {
    /// Read the whole log: was an entry changed, removed, swapped or written anew?
    Verify {
        /// A line that `audit head` (or the page, an export, the program's log) showed earlier and that was kept elsewhere.
        #[arg(long, value_name = "NUMBER:DIGEST")]
        kept: Option<Head>,
    },
    /// Print where the log ends, to be kept elsewhere.
    Head,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Direction {
    /// Run every step that is missing.
    Up,
    /// Undo every step. Everything in the database is lost.
    Down,
}
