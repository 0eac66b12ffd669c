//! Many decisions at once, and the next one in the queue: what makes clearing a queue quick. Each decision is a use case of
//! its own, so that one which fails keeps none of the others back.

use domain::{
    accounts::Actor,
    ids::{PostingId, RevisionId},
    review::{Ballot, Verdict},
};

use crate::{Result, ServiceError, Services};

/// Most reviews that are decided on in one go.
const BATCH_MAX: usize = 100;

/// One review of a batch, and what became of it.
#[derive(Debug)]
pub struct BatchItem {
    pub posting: PostingId,
    /// How the posting is called.
    pub name: String,
    pub result: Result<()>,
}

impl Services {
    /// The same verdict on each of these reviews, on every open step that the person is asked on.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for none of them and for too many. What is wrong with one of them stands in its item.
    pub async fn decide_all(
        &self,
        actor: &Actor,
        reviews: &[(PostingId, RevisionId)],
        verdict: Verdict,
        comment: &str,
    ) -> Result<Vec<BatchItem>> {
        if reviews.is_empty() {
            return Err(ServiceError::invalid("review", "Tick at least one posting."));
        }
        if reviews.len() > BATCH_MAX {
            return Err(ServiceError::invalid("review", format!("Tick at most {BATCH_MAX} postings.")));
        }
        let queue = self.to_decide(actor).await?;
        let mut items = Vec::new();
        for (posting, revision) in reviews {
            let queued = queue.iter().find(|queued| queued.posting.id == *posting);
            let name = queued.map_or_else(|| "A posting".to_owned(), |queued| queued.posting.name().to_owned());
            let result = match queued {
                Some(queued) => {
                    let steps = queued.my_steps.clone();
                    let ballot = Ballot { revision: *revision, steps, verdict, comment: comment.to_owned() };
                    self.decide(actor, *posting, &ballot).await.map(drop)
                }
                None => Err(ServiceError::Conflict("It does not wait for you any more.".to_owned())),
            };
            items.push(BatchItem { posting: *posting, name, result });
        }
        Ok(items)
    }

    /// The review that comes after this one in the person's queue; from the end back to its beginning.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`] when the database is.
    pub async fn next_in_queue(&self, actor: &Actor, after: PostingId) -> Result<Option<PostingId>> {
        let queue: Vec<PostingId> = self.to_decide(actor).await?.into_iter().map(|queued| queued.posting.id).collect();
        let here = queue.iter().position(|id| *id == after);
        let next = here.map_or(0, |here| here + 1);
        Ok(queue.get(next).or_else(|| queue.first()).copied().filter(|id| *id != after))
    }
}
