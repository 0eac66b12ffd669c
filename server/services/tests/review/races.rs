//! Thirty-two acts at once on one posting: each has its turn, whoever comes too late is told so, and what is live was
//! approved in just these words.

use domain::{
    document::Operation,
    ids::{PostingId, RevisionId},
    posting::{FactKey, root_hash, scope_hashes},
    review::{Ballot, StageName, Verdict},
};
use scenarios::{
    World, on_both_databases,
    postings::{Made, a_posting, verdict},
};
use services::{Look, Outcome, ServiceError, Services};
use tokio::task::JoinSet;

use crate::review::{set, stage};

#[derive(Debug, Clone, Copy)]
enum Act {
    Approve,
    Reject,
    Edit,
    Submit,
    Publish,
    Withdraw,
}

/// Approvals and submissions most often, so that some rounds reach publication.
const ACTS: [Act; 8] =
    [Act::Approve, Act::Publish, Act::Submit, Act::Edit, Act::Approve, Act::Publish, Act::Withdraw, Act::Reject];

struct Place {
    services: Services,
    cast: scenarios::Cast,
    posting: PostingId,
    revision: RevisionId,
}

impl Place {
    async fn perform(self, act: Act, number: usize) -> Result<(), ServiceError> {
        let Self { services, cast, posting, revision } = self;
        let no = Ballot { comment: "No.".to_owned(), ..verdict(revision, Verdict::RequestChanges) };
        let edit: Vec<Operation> = vec![set(FactKey::Title, &format!("Backend developer {number}"))];
        match act {
            Act::Approve => services.decide(&cast.hugo, posting, &verdict(revision, Verdict::Approve)).await.map(drop),
            Act::Reject => services.decide(&cast.hugo, posting, &no).await.map(drop),
            Act::Edit => services.edit_draft(&cast.dana, posting, &edit).await.map(drop),
            Act::Submit => services.submit(&cast.dana, posting, "Again.").await.map(drop),
            Act::Publish => services.publish(&cast.hugo, posting, revision).await.map(drop),
            Act::Withdraw => services.withdraw(&cast.dana, posting).await,
        }
    }
}

on_both_databases! {
    async fn thirty_two_acts_at_once_leave_one_consistent_posting_and_tell_the_losers(world: World) {
        let cast = world.cast().await;
        for round in 0..4 {
            let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
            let Made { id: posting, revision: Some(revision) } = made else { panic!("it is in review") };
            let mut acting = JoinSet::new();
            for number in 0..32 {
                let act = ACTS[(number + round) % ACTS.len()];
                let place = Place { services: world.services.clone(), cast: cast.clone(), posting, revision };
                acting.spawn(async move { (act, place.perform(act, number).await) });
            }
            while let Some(done) = acting.join_next().await {
                match done.unwrap() {
                    (_, Ok(()) | Err(ServiceError::Conflict(_) | ServiceError::Refused(_))) => {}
                    (act, other) => panic!("{act:?}: {other:?}"),
                }
            }
            is_consistent(&world, &cast, posting).await;
        }
    }
}

async fn is_consistent(world: &World, cast: &scenarios::Cast, posting: PostingId) {
    let record = world.storage.postings().find(posting).await.unwrap().unwrap();
    let reviews = world.storage.reviews().of_postings(&[posting]).await.unwrap();
    let review = world.services.review_page(&cast.hugo, posting, Look::default()).await.unwrap();
    let is_open = stage(world, posting).await == StageName::InReview;
    assert_eq!(review.revision.outcome == Some(Outcome::InReview), is_open, "{:?}", record.stage);
    let running = reviews.iter().filter(|review| review.status == storage::ReviewStatus::Open).count();
    assert_eq!(running, usize::from(is_open));
    let Some(live) = record.live else { return };
    let revision = world.storage.reviews().revision(live.revision).await.unwrap().unwrap();
    let approved = reviews.iter().filter(|review| review.status == storage::ReviewStatus::Approved);
    assert_eq!(approved.filter(|review| review.revision == live.revision).count(), 1, "what is live was approved");
    assert_eq!(
        (live.content_hash, root_hash(&scope_hashes(&revision.snapshot))),
        (revision.head.root_hash.clone(), revision.head.root_hash)
    );
}
