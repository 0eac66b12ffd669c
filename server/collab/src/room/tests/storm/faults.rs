//! What must never happen, and the mistakes that are planted to see that it would be noticed.

/// What must never happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Two replicas, or a replica and the database, say different things.
    Diverged(String),
    /// Something that a page kept is not in the database.
    Lost(String),
    /// Something that was written once is there twice.
    Doubled(String),
    /// Somebody saw what is not in the database.
    ShownTooSoon(String),
    /// Something counts as saved and is not in the database.
    AcknowledgedTooSoon(String),
    /// What an honest page sent was refused.
    Refused(String),
    /// It does not come to rest.
    Stuck(String),
    /// The database and a room do not mean the same.
    Misunderstood(String),
}

/// A mistake that somebody could make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plant {
    /// None: the program as it is.
    Nothing,
    /// A page forgets what was not acknowledged when its connection breaks.
    ForgetsUnsent,
    /// A page writes anew what was not acknowledged, instead of sending it again.
    WritesAnew,
    /// A page sends its edits before it keeps them.
    KeepsLate,
    /// A move takes a line out and puts a copy in elsewhere, instead of one register that says where it stands.
    MovesByCopy,
    /// Two pages of one person write under one client id.
    SharesClient,
    /// A newcomer is shown the draft as it was before they were in the room.
    WelcomesStale,
    /// A push is acknowledged when it arrives.
    AcknowledgesUnsaved,
    /// A push is passed on when it arrives.
    ShowsUnsaved,
    /// The database says yes and writes later, and the program ends before.
    KeepsNothing,
    /// The database takes a batch whatever it was built on.
    TakesStale,
    /// A node that catches up reads past an update.
    SkipsRow,
}
