//! Guests hear by mail that they were answered; they have no list of notifications.

use domain::{accounts::Actor, ids::UserId, notifications::Destination};
use storage::UnitOfWork;

use crate::{Result, Services, mail::letters, postings::Held};

impl Services {
    /// Tells those of these people who are guests of the posting, as long as their links work.
    pub(crate) async fn tell_guests(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        held: &Held,
        people: &[UserId],
    ) -> Result<()> {
        let now = self.now();
        for guest in work.guests().of_posting(held.record.id).await? {
            if guest.id == actor.id || !people.contains(&guest.id) || !guest.state(now).works() {
                continue;
            }
            let (by, to) = (&actor.display_name, (self.post.address)(Destination::Visit(guest.id)));
            let title = &held.record.title;
            let letter = letters::guest_was_answered(&guest.name, &guest.email, by, title, &to, &self.post);
            self.post_letter(work, letter).await?;
        }
        Ok(())
    }
}
