//! The daily digest: one mail of what is still unread, to those who want it so. The key of the mail has the person and
//! the day in it, so that it is written once, whoever tries.

use std::time::Duration;

use domain::{
    accounts::Actor,
    ids::UserId,
    notifications::MailWay,
    permissions::ReadableTeams,
    time::{Timestamp, write_date},
};

use crate::{Result, Services, mail::letters};

/// The hour of the day, in UTC.
pub const DIGEST_HOUR: u64 = 7;
/// People in one round; the others are next.
const AT_ONCE: u64 = 500;

impl Services {
    /// Writes the digests that are due. Answers with how many.
    ///
    /// # Errors
    /// [`crate::ServiceError`] when the database can't say who waits for one. Trouble with one person is logged and
    /// harms nobody else.
    pub async fn write_digests(&self) -> Result<usize> {
        let moment = last_digest_moment(self.now());
        let mut written = 0;
        for person in self.storage.notifications().awaiting_digest(moment, AT_ONCE).await? {
            match self.write_digest(person, moment).await {
                Ok(true) => written += 1,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, %person, "a digest could not be written"),
            }
        }
        Ok(written)
    }

    async fn write_digest(&self, person: UserId, moment: Timestamp) -> Result<bool> {
        let work = self.storage.begin().await?;
        let letter = match work.accounts().find_actor(person).await? {
            Some(person) => self.digest_of(&work, &person, moment).await?,
            None => None,
        };
        work.notifications().end_waiting(person, moment).await?;
        let is_written = match letter {
            Some(letter) => self.post_letter(&work, letter).await?,
            None => false,
        };
        work.commit().await?;
        Ok(is_written)
    }

    /// Nothing when nothing is unread by now, or the person wants no mail of it any more.
    async fn digest_of(
        &self,
        work: &storage::UnitOfWork,
        person: &Actor,
        moment: Timestamp,
    ) -> Result<Option<letters::Letter>> {
        let choices = work.notifications().choices(&[person.id]).await?.remove(&person.id).unwrap_or_default();
        let mut unread = work.notifications().for_digest(person.id, &ReadableTeams::of(person), moment).await?;
        unread.retain(|told| choices.way(told.kind) != MailWay::Never);
        if unread.is_empty() {
            return Ok(None);
        }
        let key = format!("digest {} {}", person.id, write_date(moment.date()));
        Ok(Some(letters::digest(person, &unread, &self.post).once(key)))
    }
}

/// The last time at which digests were due.
fn last_digest_moment(now: Timestamp) -> Timestamp {
    let hour = Duration::from_secs(DIGEST_HOUR * 3_600);
    let today = Timestamp::at_start_of(now.date()) + hour;
    match now.date().previous_day() {
        Some(yesterday) if today > now => Timestamp::at_start_of(yesterday) + hour,
        _ => today,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_of_a_day_is_due_from_its_hour_on() {
        let day = 1_795_219_200_000; // 21 Nov 2026, 00:00 UTC
        let hour = 3_600_000;
        for (now, due) in [(0, -17), (6, -17), (7, 7), (8, 7), (23, 7), (24, 7), (31, 31)] {
            let moment = last_digest_moment(Timestamp(day + now * hour));
            assert_eq!((moment.0 - day) / hour, due, "asked at {now}:00");
        }
        assert_eq!(last_digest_moment(Timestamp(day)).to_string(), "20 Nov 2026, 07:00 UTC");
    }
}
