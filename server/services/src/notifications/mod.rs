//! Notifications: what people are told of the things that others do, in the application and by mail.
//!
//! What is told is written in the transaction of what happened ([`Services::tell_of`], which
//! [`crate::Services::settle`] calls for every change of a posting's stage), one row for each person, and with it the
//! mail that some of them want at once. Nobody is told what they did themselves, nor of a posting that they may not
//! read. Who hears of what is said in `audience.rs` alone. Reminders and digests are found by looking, on any node: a row
//! that can be written once decides who does it.

mod audience;
mod choices;
mod digest;
mod page;
mod reminders;
mod write;

use std::collections::BTreeSet;

use domain::{
    accounts::{Actor, Membership},
    events::Event,
    ids::{PostingId, UserId},
    notifications::NotificationKind,
};
use storage::UnitOfWork;

use crate::{Result, Services, library::is_curator, postings::Held, review::decisions_within};
use write::News;

pub use digest::DIGEST_HOUR;
pub use page::NotificationList;

impl Services {
    /// Tells those who hear of it what somebody did to a posting. Its stage is saved already.
    pub(crate) async fn tell_of(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        posting: PostingId,
        events: &[Event],
    ) -> Result<()> {
        self.settle_calls(work, actor, posting, events).await?;
        let kinds: BTreeSet<_> = events.iter().filter_map(NotificationKind::of).collect();
        if kinds.is_empty() {
            return Ok(());
        }
        let held = self.take_posting(work, posting).await?;
        let said = decisions_within(work, &[posting]).await?;
        if events.iter().any(|event| matches!(event, Event::StepReassigned { .. })) {
            self.settle_lost_calls(work, &held, &said).await?;
        }
        let review = said.reviews.first();
        // Whoever approves a step does not ask the next one: that is still the doing of whoever submitted.
        let is_next_step = events.iter().any(|event| matches!(event, Event::StepApproved { .. }));
        let submitter = match review.filter(|_| is_next_step) {
            Some(review) => work.accounts().find_actor(review.submitted_by).await?,
            None => None,
        };
        let mut told = Vec::new();
        for kind in kinds {
            let people = self.audience(work, kind, &held, &said).await?;
            let by = submitter.as_ref().filter(|_| kind == NotificationKind::ReviewWaits).unwrap_or(actor);
            let news = News { by: Some(by), doer: Some(actor.id), ..News::of(kind, &held, review) };
            told.extend(self.telling(&news, people));
        }
        self.write(work, told).await
    }

    /// What asked for a decision is over when the review is, or another revision is asked about, and for whoever decided.
    async fn settle_calls(&self, work: &UnitOfWork, actor: &Actor, posting: PostingId, events: &[Event]) -> Result<()> {
        let ends = |event: &Event| {
            matches!(
                event,
                Event::PostingSubmitted { .. }
                    | Event::ChangesRequested { .. }
                    | Event::PostingApproved { .. }
                    | Event::PostingWithdrawn { .. }
            )
        };
        let is_decision = |event: &Event| matches!(event, Event::StepApproved { .. } | Event::Abstained { .. });
        let whose = match (events.iter().any(ends), events.iter().any(is_decision)) {
            (true, _) => None,
            (false, true) => Some(actor.id),
            (false, false) => return Ok(()),
        };
        Ok(work.notifications().settle(posting, &NotificationKind::CALLS, whose, self.now()).await?)
    }

    /// Tells of what somebody said about a posting: those who were called, and others who hear of it as this kind. Who
    /// was called hears of it once, as that.
    pub(crate) async fn tell_of_words(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        held: &Held,
        called: &[UserId],
        (kind, others): (NotificationKind, &[UserId]),
    ) -> Result<()> {
        let others: Vec<UserId> = others.iter().copied().filter(|person| !called.contains(person)).collect();
        let mut told = Vec::new();
        for (kind, people) in [(NotificationKind::Mentioned, called), (kind, &others)] {
            if people.is_empty() {
                continue;
            }
            let news = News { by: Some(actor), doer: Some(actor.id), ..News::of(kind, held, None) };
            told.extend(self.telling(&news, work.accounts().find_actors(people).await?));
        }
        self.write(work, told).await
    }

    /// Tells the curators that something is proposed for the library.
    pub(crate) async fn tell_curators(&self, work: &UnitOfWork, actor: &Actor, name: String) -> Result<()> {
        let (kind, doer) = (NotificationKind::Proposed, Some(actor.id));
        let news = News { kind, posting: None, revision: None, by: Some(actor), doer, detail: name };
        let mut curators = work.accounts().active_people().await?;
        curators.retain(is_curator);
        self.write(work, self.telling(&news, curators)).await
    }

    /// Tells somebody what became of what they proposed for the library.
    pub(crate) async fn tell_of_proposal(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        proposer: UserId,
        kind: NotificationKind,
        name: String,
    ) -> Result<()> {
        let doer = Some(actor.id);
        let news = News { kind, posting: None, revision: None, by: Some(actor), doer, detail: name };
        let proposer = work.accounts().find_actors(&[proposer]).await?;
        self.write(work, self.telling(&news, proposer)).await
    }

    /// Tells somebody that they were given a role.
    pub(crate) async fn tell_of_role(
        &self,
        work: &UnitOfWork,
        actor: &Actor,
        person: UserId,
        given: Membership,
    ) -> Result<()> {
        let team = match given.team {
            Some(team) => work.accounts().find_team(team).await?,
            None => None,
        };
        let role = given.role.label();
        let detail = team.map_or_else(|| role.to_owned(), |team| format!("{role} of {}", team.name));
        let news = News {
            kind: NotificationKind::RoleGiven,
            posting: None,
            revision: None,
            by: Some(actor),
            doer: Some(actor.id),
            detail,
        };
        let person = work.accounts().find_actors(&[person]).await?;
        self.write(work, self.telling(&news, person)).await
    }
}
