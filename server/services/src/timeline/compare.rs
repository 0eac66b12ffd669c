//! One point of a draft's history, beside another one.

use domain::{
    accounts::Actor,
    document::Draft,
    ids::PostingId,
    permissions::Action,
    posting::Snapshot,
    review::{
        Controls,
        difference::{self, Difference},
    },
    time::Timestamp,
    timeline::{Point, Restoration, Sitting, Wordings, summary},
};

use storage::StorageError;

use super::Landmarks;
use crate::{Discussion, PostingCard, Result, ServiceError, Services, postings::Held};

/// How many of the newest sittings are offered to compare with.
const OFFERED: usize = 50;

/// A point, as a page calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointView {
    pub point: Point,
    /// "Checkpoint “Before the call”", "Revision 2", a time.
    pub label: String,
    pub at: Option<Timestamp>,
}

/// What a draft said at a point, and how that differs from another one.
#[derive(Debug, Clone)]
pub struct MomentView {
    pub posting: PostingCard,
    pub controls: Controls,
    /// Why the reader can't give a moment a name, if they can't.
    pub why_not_name: Option<String>,
    pub shown: PointView,
    /// What the difference is against; nothing before the beginning.
    pub base: Option<PointView>,
    pub snapshot: Snapshot,
    pub difference: Difference,
    /// Whether the draft says this now.
    pub is_now: bool,
    /// What restoring it could not put back, in words.
    pub missing: Option<String>,
    /// What else it can be compared with, the newest first.
    pub choices: Vec<PointView>,
    /// What was said about it while the draft said this.
    pub discussion: Discussion,
}

impl Services {
    /// What the draft said at a point, beside another one or beside the one before it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] to those who may not read the posting, and for points that it does not have.
    pub async fn moment(
        &self,
        actor: &Actor,
        posting: PostingId,
        point: Point,
        from: Option<Point>,
    ) -> Result<MomentView> {
        let held = self.read_posting(actor, posting).await?;
        let landmarks = self.landmarks(posting).await?;
        let sittings = self.all_sittings(posting, &landmarks).await?;
        let register = Register { landmarks: &landmarks, sittings: &sittings };
        let shown = register.view(self.readable(posting, point).await?)?;
        let base = match from {
            Some(from) => register.view(self.readable(posting, from).await?)?,
            None => register.before(&shown),
        };
        let snapshot = self.said(posting, shown.point).await?;
        let before = self.said(posting, base.point).await?;
        let draft = match self.load_draft(posting).await {
            Ok((draft, _)) => Some(draft),
            // What it said before can be read nevertheless.
            Err(ServiceError::Gone(_)) => None,
            Err(error) => return Err(error),
        };
        let (from, until) = register.span(&shown);
        Ok(MomentView {
            discussion: self.discussion(actor, &held, &snapshot).await?.between(from, until),
            difference: difference::compare(&before, &snapshot),
            is_now: draft.as_ref().is_some_and(|draft| draft.snapshot() == snapshot),
            missing: draft.map(|draft| missing(&held, actor, &draft, &snapshot)).transpose()?.flatten(),
            choices: register.choices(),
            base: (base.point != Point::At(0)).then_some(base),
            why_not_name: held.permit(actor, Action::EditPosting).err().map(|refusal| refusal.to_string()),
            controls: held.controls(actor),
            posting: held.record.into(),
            shown,
            snapshot,
        })
    }

    /// The point under which this one can be read now.
    pub(super) async fn readable(&self, posting: PostingId, point: Point) -> Result<Point> {
        Ok(match point {
            Point::At(seq) => Point::At(self.readable_number(posting, seq).await?),
            other => other,
        })
    }

    /// What the draft said at a point.
    pub(super) async fn said(&self, posting: PostingId, point: Point) -> Result<Snapshot> {
        match point {
            Point::Now => Ok(self.load_draft(posting).await?.0.snapshot()),
            Point::At(seq) => self.words_at(posting, [seq].into()).await?.remove(&seq).ok_or_else(damaged),
            Point::Checkpoint(id) => match self.storage.collab().said_at_checkpoint(posting, id).await {
                Err(StorageError::Damaged(_)) => Err(damaged()),
                said => said?.ok_or(ServiceError::NotFound),
            },
            Point::Revision(number) => {
                self.storage.reviews().snapshot_numbered(posting, number).await?.ok_or(ServiceError::NotFound)
            }
        }
    }

    /// What a page and the log call a point.
    pub(super) async fn point_label(&self, posting: PostingId, point: Point) -> Result<String> {
        let landmarks = self.landmarks(posting).await?;
        let sittings = self.all_sittings(posting, &landmarks).await?;
        Ok(Register { landmarks: &landmarks, sittings: &sittings }.view(point)?.label)
    }
}

fn damaged() -> ServiceError {
    ServiceError::Gone("What the draft said then was damaged on disk and can't be read any more.".to_owned())
}

/// What restoring would leave out, for those who may restore.
fn missing(held: &Held, actor: &Actor, draft: &Draft, then: &Snapshot) -> Result<Option<String>> {
    if held.permit_now(actor, Action::EditPosting).is_err() {
        return Ok(None);
    }
    // The random bits only choose positions, of which nothing is kept.
    let way = Restoration::plan(draft, then, &Wordings::new(), 0)
        .map_err(|error| ServiceError::Internal(error.to_string()))?;
    Ok((!way.missing.is_empty()).then(|| summary(&way.missing)))
}

/// All points of a posting.
struct Register<'a> {
    landmarks: &'a Landmarks,
    sittings: &'a [Sitting],
}

impl Register<'_> {
    fn view(&self, point: Point) -> Result<PointView> {
        let (label, at) = match point {
            Point::Now => ("Now".to_owned(), None),
            Point::At(0) => ("The beginning".to_owned(), None),
            Point::At(seq) => {
                let sitting = self.sittings.iter().find(|sitting| (sitting.from..=sitting.seq).contains(&seq));
                let at = sitting.map(|sitting| if sitting.seq == seq { sitting.to_at } else { sitting.from_at });
                (at.map_or_else(|| format!("Update {seq}"), |at| at.to_string()), at)
            }
            Point::Checkpoint(id) => {
                let all = &self.landmarks.checkpoints;
                let checkpoint = all.iter().find(|checkpoint| checkpoint.id == id).ok_or(ServiceError::NotFound)?;
                (format!("Checkpoint “{}”", checkpoint.name), Some(checkpoint.created_at))
            }
            Point::Revision(number) => {
                let all = &self.landmarks.revisions;
                let revision = all.iter().find(|revision| revision.number == number).ok_or(ServiceError::NotFound)?;
                (format!("Revision {number}"), Some(revision.created_at))
            }
        };
        Ok(PointView { point, label, at })
    }

    /// From when on the draft said what it said at a point, and until when: before somebody wrote on.
    fn span(&self, shown: &PointView) -> (Timestamp, Timestamp) {
        let seq = match shown.point {
            Point::Now => i64::MAX,
            Point::At(seq) => seq,
            Point::Checkpoint(id) => {
                let named = self.landmarks.checkpoints.iter().find(|checkpoint| checkpoint.id == id);
                named.map_or(i64::MAX, |checkpoint| checkpoint.seq)
            }
            Point::Revision(number) => {
                let submitted = self.landmarks.revisions.iter().find(|revision| revision.number == number);
                submitted.map_or(i64::MAX, |revision| revision.seq)
            }
        };
        let next = self.sittings.iter().find(|sitting| sitting.seq > seq);
        let until = next.map(|next| if next.from > seq { next.from_at } else { next.to_at });
        let until = until.unwrap_or(Timestamp(i64::MAX));
        (shown.at.unwrap_or(until), until)
    }

    /// The end of the sitting before a moment; the named or submitted point before such a one.
    fn before(&self, shown: &PointView) -> PointView {
        let beginning = PointView { point: Point::At(0), label: "The beginning".to_owned(), at: None };
        let earlier = match shown.point {
            Point::At(seq) => {
                let ended = self.sittings.iter().rfind(|sitting| sitting.seq < seq);
                ended.and_then(|sitting| self.view(Point::At(sitting.seq)).ok())
            }
            Point::Now => self.named().into_iter().next(),
            _ => self.named().into_iter().filter(|named| named.point != shown.point).find(|named| named.at <= shown.at),
        };
        earlier.unwrap_or(beginning)
    }

    /// Checkpoints and revisions, the newest first.
    fn named(&self) -> Vec<PointView> {
        let checkpoints = self.landmarks.checkpoints.iter().map(|checkpoint| Point::Checkpoint(checkpoint.id));
        let revisions = self.landmarks.revisions.iter().map(|revision| Point::Revision(revision.number));
        let mut named: Vec<PointView> =
            checkpoints.chain(revisions).filter_map(|point| self.view(point).ok()).collect();
        named.sort_by_key(|named| std::cmp::Reverse(named.at));
        named
    }

    fn choices(&self) -> Vec<PointView> {
        let newest = self.sittings.iter().rev().take(OFFERED).map(|sitting| Point::At(sitting.seq));
        let moments = newest.chain([Point::At(0)]).filter_map(|point| self.view(point).ok());
        self.view(Point::Now).into_iter().chain(self.named()).chain(moments).collect()
    }
}
