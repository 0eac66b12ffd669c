//! Reminders of reviews that are due soon, overdue or passed on, found by looking. Whoever writes the row of a reminder
//! tells it; nobody else can, now or later, on this node or another.

use std::time::Duration;

use domain::{
    notifications::{NotificationKind, reminder},
    review::{Stage, StageName},
    time::Timestamp,
};
use storage::{Review, UnitOfWork};

use super::write::{News, Told};
use crate::{Result, Services, review::decisions_within};

/// Nobody is reminded longer before the end.
const HORIZON: Duration = Duration::from_secs(24 * 60 * 60);
/// Reviews in one round, which is one transaction; the others are next.
const AT_ONCE: u64 = 200;

impl Services {
    /// Reminds of what is due. Answers with how many reminders were told.
    ///
    /// # Errors
    /// [`crate::ServiceError`]; nothing of this round is told then, and the next one tries again.
    pub async fn remind(&self) -> Result<usize> {
        let mut due = self.reviews_to_remind_of().await?;
        if due.is_empty() {
            return Ok(0);
        }
        // Two who take the same postings wait for each other and don't block each other.
        due.sort_by_key(|review| review.posting);
        let work = self.storage.begin().await?;
        let (mut told, mut count) = (Vec::new(), 0);
        for review in due {
            let reminders = self.remind_of(&work, &review).await?;
            count += reminders.len();
            told.extend(reminders.into_iter().flatten());
        }
        self.write(&work, told).await?;
        work.commit().await?;
        Ok(count)
    }

    /// One list of people for each reminder.
    async fn remind_of(&self, work: &UnitOfWork, review: &Review) -> Result<Vec<Vec<Told>>> {
        // Held until the end, so that nobody is reminded of what was decided in this moment.
        let held = self.take_posting(work, review.posting).await?;
        let stage: &Stage = &held.record.stage;
        if stage.name() != StageName::InReview || stage.revision() != Some(review.revision) {
            return Ok(Vec::new());
        }
        let said = decisions_within(work, &[review.posting]).await?;
        let mut reminders = Vec::new();
        for kind in due_kinds(review, self.now()) {
            if work.notifications().claim_reminder(review.id, kind, self.now()).await? {
                let people = self.audience(work, kind, &held, &said).await?;
                reminders.push(self.telling(&News::of(kind, &held, Some(review)), people));
                if kind == NotificationKind::Overdue && review.policy.escalation.is_none() {
                    // Nothing is left to remind of.
                    let last = NotificationKind::Escalated;
                    work.notifications().claim_reminder(review.id, last, self.now()).await?;
                }
            }
        }
        Ok(reminders)
    }

    /// Open reviews with a reminder that is due and was not told.
    async fn reviews_to_remind_of(&self) -> Result<Vec<Review>> {
        let now = self.now();
        let ids = self.storage.notifications().not_reminded_to_the_end(now + HORIZON, AT_ONCE).await?;
        let told = self.storage.notifications().reminded(&ids).await?;
        let mut due = Vec::new();
        for id in ids {
            let Some(review) = self.storage.reviews().find(id).await? else { continue };
            if due_kinds(&review, now).any(|kind| !told.contains(&(id, kind))) {
                due.push(review);
            }
        }
        Ok(due)
    }
}

/// What is to be told by now.
fn due_kinds(review: &Review, now: Timestamp) -> impl Iterator<Item = NotificationKind> + use<> {
    let is_escalated = !review.policy.escalated_to(review.due_at, now).is_empty();
    let escalated = is_escalated.then_some(NotificationKind::Escalated);
    reminder(review.submitted_at, review.due_at, now).into_iter().chain(escalated)
}
