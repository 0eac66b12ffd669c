//! The one task of a node that commits. All rooms that wait go in one transaction: a hundred busy drafts cost the database
//! as many commits as one.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use domain::ids::PostingId;
use services::{BatchOutcome, DraftBatch, Services};
use tokio::{
    sync::{mpsc, oneshot},
    time::{Instant, sleep_until},
};

use crate::nodes::Outgoing;

/// The most batches in one transaction.
const TOGETHER_MAX: usize = 128;
/// Transactions begin so far apart. A busy node has more to commit each time then, a quiet one is never kept waiting.
const REST: Duration = Duration::from_millis(8);

/// The database took nothing and said nothing of this batch: ask again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the database is away")]
pub(crate) struct NotNow;

type Answer = Result<BatchOutcome, NotNow>;

struct Wish {
    batch: DraftBatch,
    answer: oneshot::Sender<Answer>,
}

/// Hands batches to the task.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::UnboundedSender<Wish>);

impl Writer {
    /// Starts the task; it ends with the last of its handles. The other nodes, if there are any, are told what it
    /// committed.
    pub(crate) fn start(services: Services, elsewhere: Option<Arc<Outgoing>>) -> Self {
        // Each room has one batch under way at most, so this queue is as long as there are rooms.
        let (sender, wishes) = mpsc::unbounded_channel();
        tokio::spawn(write(services, wishes, elsewhere));
        Self(sender)
    }

    /// Commits this batch, with others that wait at the same time.
    pub(crate) async fn commit(&self, batch: DraftBatch) -> Answer {
        let (answer, answered) = oneshot::channel();
        self.0.send(Wish { batch, answer }).map_err(|_| NotNow)?;
        answered.await.unwrap_or(Err(NotNow))
    }
}

async fn write(services: Services, mut wishes: mpsc::UnboundedReceiver<Wish>, elsewhere: Option<Arc<Outgoing>>) {
    let (mut group, mut is_away) = (Vec::new(), false);
    while wishes.recv_many(&mut group, TOGETHER_MAX).await > 0 {
        let (batches, answers) = in_order(std::mem::take(&mut group));
        let postings: Vec<PostingId> = batches.iter().map(|batch| batch.posting).collect();
        let begun = Instant::now();
        let attempt = commit_group(&services, batches).await;
        is_away = noted(&attempt, is_away);
        let outcomes: Vec<Answer> = match attempt {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(_) => postings.iter().map(|_| Err(NotNow)).collect(),
        };
        if let Some(elsewhere) = &elsewhere {
            tell(elsewhere, &postings, &outcomes);
        }
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // A room that has come to an end meanwhile does not mind.
            drop(answer.send(outcome));
        }
        sleep_until(begun + REST).await;
    }
}

fn tell(elsewhere: &Outgoing, postings: &[PostingId], outcomes: &[Answer]) {
    let is_committed = |outcome: &Answer| matches!(outcome, Ok(BatchOutcome::Committed { .. }));
    let written: BTreeSet<PostingId> =
        postings.iter().zip(outcomes).filter(|(_, outcome)| is_committed(outcome)).map(|(id, _)| *id).collect();
    if !written.is_empty() {
        elsewhere.tell(|notice| notice.written.extend(written));
    }
}

/// Every node takes postings in the same order, so that no two wait for each other.
fn in_order(mut wishes: Vec<Wish>) -> (Vec<DraftBatch>, Vec<oneshot::Sender<Answer>>) {
    wishes.sort_by_key(|wish| wish.batch.posting);
    wishes.into_iter().map(|wish| (wish.batch, wish.answer)).unzip()
}

/// In a task of its own: a panic is one failed commit and not the end of all commits.
async fn commit_group(services: &Services, batches: Vec<DraftBatch>) -> Result<Vec<BatchOutcome>, String> {
    let services = services.clone();
    let attempt = tokio::spawn(async move { services.commit_drafts(batches).await });
    match attempt.await {
        Ok(outcomes) => outcomes.map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

/// Says once for each time that nothing can be saved why that is, and that it can be again: rooms try every second, and
/// a full disk has no room for that many lines.
fn noted<T>(attempt: &Result<T, String>, was_away: bool) -> bool {
    match attempt {
        Err(error) if !was_away => {
            tracing::error!(%error, "edits can't be saved; they wait, and open editors say so");
        }
        Ok(_) if was_away => tracing::warn!("edits are saved again"),
        _ => {}
    }
    attempt.is_err()
}
