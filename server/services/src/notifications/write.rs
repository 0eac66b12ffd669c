//! Writing down what people are told, and the mails that some of them want of it.

use std::collections::BTreeMap;

use domain::{
    accounts::Actor,
    ids::{NotificationId, PostingId, RevisionId, UserId},
    notifications::{MailWay, Notification, NotificationKind},
    permissions::Action,
};
use storage::{NewNotification, Review, UnitOfWork};

use crate::{Result, Services, mail::letters, postings::Held};

/// What happened, before it is known who hears of it.
pub(super) struct News<'a> {
    pub kind: NotificationKind,
    pub posting: Option<&'a Held>,
    pub revision: Option<RevisionId>,
    /// Whose doing it is told as.
    pub by: Option<&'a Actor>,
    /// Who did it, and is not told.
    pub doer: Option<UserId>,
    pub detail: String,
}

impl<'a> News<'a> {
    /// About a posting and its last review. Who did it is still to be said.
    pub(super) fn of(kind: NotificationKind, held: &'a Held, review: Option<&Review>) -> Self {
        let is_about_time =
            matches!(kind, NotificationKind::DueSoon | NotificationKind::Overdue | NotificationKind::Escalated);
        let due = review.filter(|_| is_about_time).map(|review| review.due_at.to_string());
        Self {
            kind,
            posting: Some(held),
            revision: review.map(|review| review.revision),
            by: None,
            doer: None,
            detail: due.unwrap_or_default(),
        }
    }

    fn about(&self) -> Option<(PostingId, String)> {
        self.posting.map(|held| (held.record.id, held.record.title.clone()))
    }

    /// Not to whoever did it, and not of what they may not read.
    fn concerns(&self, person: &Actor) -> bool {
        let may_read = self.posting.is_none_or(|held| held.permit(person, Action::ReadPosting).is_ok());
        may_read && self.doer != Some(person.id)
    }
}

/// Something that a person is told.
pub(super) struct Told {
    person: Actor,
    notification: Notification,
    revision: Option<RevisionId>,
    by: Option<UserId>,
}

impl Services {
    /// The news for each of these people whom it concerns, once.
    pub(super) fn telling(&self, news: &News<'_>, people: Vec<Actor>) -> Vec<Told> {
        let once: BTreeMap<UserId, Actor> = people.into_iter().map(|person| (person.id, person)).collect();
        let concerned = once.into_values().filter(|person| news.concerns(person));
        let told = concerned.map(|person| Told {
            notification: Notification {
                id: NotificationId(self.edges.random.id(self.now())),
                kind: news.kind,
                posting: news.about(),
                by_name: news.by.map(|by| by.display_name.clone()),
                detail: news.detail.clone(),
                at: self.now(),
                read_at: None,
            },
            revision: news.revision,
            by: news.by.map(|by| by.id),
            person,
        });
        told.collect()
    }

    /// Writes it all down. Whoever is told several things at once gets one mail of them.
    pub(super) async fn write(&self, work: &UnitOfWork, told: Vec<Told>) -> Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let people: Vec<UserId> = told.iter().map(|told| told.person.id).collect();
        let choices = work.notifications().choices(&people).await?;
        let way = |told: &Told| {
            let kind = told.notification.kind;
            choices.get(&told.person.id).map_or_else(|| kind.usual_way(), |choices| choices.way(kind))
        };
        let rows: Vec<_> = told.iter().map(|told| told.row(way(told) == MailWay::Digest)).collect();
        work.notifications().insert(&rows).await?;
        let mut mails: BTreeMap<UserId, (Actor, Vec<Notification>)> = BTreeMap::new();
        for told in told.into_iter().filter(|told| way(told) == MailWay::AtOnce) {
            let Told { person, notification, .. } = told;
            mails.entry(person.id).or_insert_with(|| (person, Vec::new())).1.push(notification);
        }
        for (person, notifications) in mails.into_values() {
            let letter = letters::of_notifications(&person, &notifications, &self.post);
            self.post_letter(work, letter).await?;
        }
        Ok(())
    }
}

impl Told {
    fn row(&self, for_digest: bool) -> NewNotification {
        NewNotification {
            id: self.notification.id,
            person: self.person.id,
            kind: self.notification.kind,
            posting: self.notification.posting.as_ref().map(|(posting, _)| *posting),
            revision: self.revision,
            by: self.by,
            detail: self.notification.detail.clone(),
            at: self.notification.at,
            for_digest,
        }
    }
}
