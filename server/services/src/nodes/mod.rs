//! Several programs on one PostgreSQL: that each is alive, who sits at its open editors, and notices of what changed.
//!
//! None of it carries truth. A notice that gets lost is made up for by looking, and a seat is shown, never obeyed. On
//! SQLite a program is alone and none of this is called.

mod notice;

use std::time::Duration;

use domain::{
    ids::{PostingId, UserId},
    protocol::{Person, SeatId, Whereabouts},
};
use storage::{Backend, NeighbourRecord, SeatRecord};

use crate::{Result, ServiceError, Services};

pub use notice::Notice;
pub use storage::Roll;

/// Who has not been heard of for so long is taken for dead.
const SILENT_FOR: Duration = Duration::from_secs(8);
/// Who has been dead for so long is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(60);
/// The longest whereabouts that other nodes are told, in bytes.
const WHEREABOUTS_MAX_BYTES: usize = 1024;

/// One of the programs that share a database, from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// Somebody at an open editor of this node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatHere {
    pub seat: SeatId,
    pub posting: PostingId,
    pub user: UserId,
    pub whereabouts: Option<Whereabouts>,
}

/// Hears the notices of other nodes.
pub struct Ear {
    node: NodeId,
    notes: storage::Ear,
}

impl Services {
    /// Whether other programs may work on the same database.
    #[must_use]
    pub fn may_have_neighbours(&self) -> bool {
        self.storage.backend() == Backend::Postgres
    }

    /// Says that this node is alive.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn node_is_alive(&self, node: NodeId) -> Result<Roll> {
        Ok(self.storage.nodes().beat(node.0, SILENT_FOR).await?)
    }

    /// This node ends, and nobody sits there any more.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn node_parts(&self, node: NodeId) -> Result<()> {
        Ok(self.storage.nodes().forget(node.0).await?)
    }

    /// Forgets nodes that died.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn forget_dead_nodes(&self) -> Result<()> {
        Ok(self.storage.nodes().forget_silent(FORGOTTEN_AFTER).await?)
    }

    /// Lets the other nodes see who came or moved, and that others left. A statement each, however many they are.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn show_seats(&self, node: NodeId, here: &[SeatHere], left: &[SeatId]) -> Result<()> {
        let nodes = self.storage.nodes();
        nodes.put_seats(node.0, &here.iter().map(record).collect::<Vec<_>>()).await?;
        Ok(nodes.clear_seats(&left.iter().map(|seat| seat.0).collect::<Vec<_>>()).await?)
    }

    /// As [`Services::show_seats`], for everybody: nobody else sits here.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn show_all_seats(&self, node: NodeId, here: &[SeatHere]) -> Result<()> {
        self.storage.nodes().clear_node(node.0).await?;
        self.show_seats(node, here, &[]).await
    }

    /// Who sits at the open editors of other nodes: of these postings, or of all.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn people_elsewhere(
        &self,
        node: NodeId,
        postings: Option<&[PostingId]>,
    ) -> Result<Vec<(PostingId, Person)>> {
        let neighbours = self.storage.nodes().neighbours(node.0, SILENT_FOR, postings).await?;
        Ok(neighbours.into_iter().map(|neighbour| (neighbour.seat.posting, person(neighbour))).collect())
    }

    /// Tells the other nodes what changed.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn notify_nodes(&self, node: NodeId, notice: &Notice) -> Result<()> {
        for note in notice.notes(node) {
            self.storage.pass_note(&note).await?;
        }
        Ok(())
    }

    /// Listens to the other nodes from now on.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is away.
    pub async fn hear_nodes(&self, node: NodeId) -> Result<Ear> {
        let notes = self.storage.listen().await?;
        let notes = notes.ok_or_else(|| ServiceError::Internal("nobody else works on this database".to_owned()))?;
        Ok(Ear { node, notes })
    }
}

impl Ear {
    /// The next notice of another node.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the connection is lost: listen anew, some notices are lost.
    pub async fn next(&mut self) -> Result<Notice> {
        loop {
            match Notice::read(&self.notes.next().await?) {
                Some((node, notice)) if node != self.node => return Ok(notice),
                _ => {}
            }
        }
    }
}

fn record(seat: &SeatHere) -> SeatRecord {
    let SeatHere { seat, posting, user, whereabouts } = seat;
    let written = whereabouts.as_ref().and_then(|whereabouts| serde_json::to_string(whereabouts).ok());
    let whereabouts = written.filter(|text| text.len() <= WHEREABOUTS_MAX_BYTES);
    SeatRecord { seat: seat.0, posting: *posting, user: *user, whereabouts }
}

fn person(NeighbourRecord { seat, name }: NeighbourRecord) -> Person {
    // What a node of another version wrote may not be understood here; the person is there all the same.
    let whereabouts = seat.whereabouts.and_then(|text| serde_json::from_str(&text).ok());
    Person { seat: SeatId(seat.seat), user: seat.user, name, whereabouts }
}
