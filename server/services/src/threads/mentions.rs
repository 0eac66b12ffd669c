//! Who is called in a comment. Only people who can read the posting are.

use std::collections::BTreeSet;

use domain::{
    accounts::{Actor, UserStatus},
    guests::{plain_name, read_signature},
    ids::PostingId,
    permissions::Action,
    threads::mentions,
};
use storage::{CommentRecord, Mentioned, PersonRecord, UnitOfWork};

use crate::{Result, ServiceError, Services, postings::Held};

impl Services {
    /// The names that can be called in a comment on the posting, in their order.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] and [`ServiceError::Refused`] to those who may not comment.
    pub async fn mentionable(&self, actor: &Actor, posting: PostingId) -> Result<Vec<String>> {
        let held = self.read_posting(actor, posting).await?;
        held.permit(actor, Action::Comment)?;
        if actor.guest_of.is_some() {
            // Who works here is not theirs to know.
            return Ok(Vec::new());
        }
        let (readers, _) = who_reads(&held, self.storage.accounts().list_people().await?);
        let others = readers.into_iter().filter(|person| person.person != actor.id);
        Ok(others.map(|person| person.name).collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// The people who are called in a text, each once, in a thread where all this was said. This is the one place that
    /// says so. A guest calls nobody but those who spoke there; to all others, and so to who there is, they are blind.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for somebody who can't read the posting: they would be called to a closed door.
    pub(super) async fn who_was_mentioned(
        &self,
        work: &UnitOfWork,
        (actor, held): (&Actor, &Held),
        text: &str,
        said: &[CommentRecord],
    ) -> Result<Vec<Mentioned>> {
        if !text.contains('@') {
            return Ok(Vec::new());
        }
        let (mut readers, strangers) = match actor.guest_of {
            None => who_reads(held, work.accounts().list_people().await?),
            Some(_) => (Vec::new(), Vec::new()),
        };
        readers.extend(said.iter().filter(|comment| is_called_here(actor, comment)).map(speaker));
        let everyone = readers.iter().chain(&strangers);
        let called = mentions(text, everyone.map(|person| (person.person, person.name.as_str())));
        let mut mentioned: Vec<Mentioned> = Vec::new();
        for mention in &called {
            let is_this = |person: &&Mentioned| person.person == mention.person;
            match (readers.iter().find(is_this), strangers.iter().find(is_this)) {
                (Some(reader), _) if !mentioned.contains(reader) => mentioned.push(reader.clone()),
                // Somebody else of that name can read it: they are meant.
                (None, Some(stranger)) if !readers.iter().any(|reader| reader.name == stranger.name) => {
                    return Err(closed_door(&stranger.name));
                }
                _ => {}
            }
        }
        Ok(mentioned)
    }
}

/// Who can read the posting, and who can't.
fn who_reads(held: &Held, people: Vec<PersonRecord>) -> (Vec<Mentioned>, Vec<Mentioned>) {
    let (mut readers, mut strangers) = (Vec::new(), Vec::new());
    for PersonRecord { user, memberships } in people {
        if user.status != UserStatus::Active {
            continue;
        }
        let named = Mentioned { person: user.id, name: user.display_name.clone() };
        let actor =
            Actor { id: user.id, display_name: user.display_name, email: user.email, memberships, guest_of: None };
        if held.permit(&actor, Action::ReadPosting).is_ok() { readers.push(named) } else { strangers.push(named) }
    }
    (readers, strangers)
}

/// Who has no account is known only where they spoke.
fn is_called_here(actor: &Actor, comment: &CommentRecord) -> bool {
    actor.guest_of.is_some() || read_signature(&comment.author_name).is_some()
}

fn speaker(comment: &CommentRecord) -> Mentioned {
    Mentioned { person: comment.author, name: plain_name(&comment.author_name).to_owned() }
}

fn closed_door(name: &str) -> ServiceError {
    let why = format!(
        "{name} can't read this posting, so a mention would lead to a closed door. Write the name without @, or ask an admin to let them in."
    );
    ServiceError::invalid("text", why)
}
