//! Whether those who sit at open editors may still do so: asked for all of them at once, in a fixed number of queries.

use std::collections::HashMap;

use domain::{
    accounts::Actor,
    ids::{PostingId, UserId},
    permissions::Action,
    protocol::Access,
};

use crate::{
    Result, ServiceError, Services,
    postings::{Held, Postings},
    tokens::token_hash,
};

/// How many seats are asked about in one go; databases limit the parameters of a statement.
const SEATS_AT_ONCE: usize = 5_000;

/// Somebody at an open editor. The session is the cookie's value and therefore never shown in a log.
#[derive(Clone, PartialEq, Eq)]
pub struct SeatQuestion {
    pub session: String,
    pub user: UserId,
    pub posting: PostingId,
}

/// Whether they may stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatStanding {
    /// The session is over, or the account suspended.
    Gone,
    /// The posting is not theirs to read.
    Hidden,
    Here {
        actor: Actor,
        access: Access,
    },
}

impl Services {
    /// What somebody may do in the editor that they open.
    ///
    /// # Errors
    /// [`ServiceError::Gone`] when the session is over, [`ServiceError::NotFound`] to those who may not read the posting.
    pub async fn take_seat(&self, session: &str, actor: &Actor, posting: PostingId) -> Result<Access> {
        let question = SeatQuestion { session: session.to_owned(), user: actor.id, posting };
        match self.seats(&[question]).await?.pop() {
            Some(SeatStanding::Here { access, .. }) => Ok(access),
            Some(SeatStanding::Hidden) => Err(ServiceError::NotFound),
            Some(SeatStanding::Gone) | None => {
                Err(ServiceError::Gone("Your session is over. Sign in again.".to_owned()))
            }
        }
    }

    /// How each of these seats stands now, in the order of the questions. It does not count as a use of the sessions.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn seats(&self, questions: &[SeatQuestion]) -> Result<Vec<SeatStanding>> {
        let mut standings = Vec::with_capacity(questions.len());
        for some in questions.chunks(SEATS_AT_ONCE) {
            let register = self.register(some).await?;
            standings.extend(some.iter().map(|question| register.standing(question)));
        }
        Ok(standings)
    }

    async fn register(&self, questions: &[SeatQuestion]) -> Result<Register> {
        let hashes: HashMap<String, String> =
            questions.iter().map(|question| (token_hash(&question.session), question.session.clone())).collect();
        let users: Vec<UserId> = distinct(questions.iter().map(|question| question.user));
        let postings: Vec<PostingId> = distinct(questions.iter().map(|question| question.posting));
        let accounts = self.storage.accounts();
        let digests: Vec<String> = hashes.keys().cloned().collect();
        let sessions = self.living(accounts.find_sessions(&digests).await?).await;
        let owner = |session: storage::SessionRecord| Some((hashes.get(&session.id_hash)?.clone(), session.user?));
        let actors = accounts.find_actors(&users).await?;
        Ok(Register {
            sessions: sessions.into_iter().filter_map(owner).collect(),
            actors: actors.into_iter().map(|actor| (actor.id, actor)).collect(),
            postings: self.read_drafts(&postings).await?,
        })
    }
}

/// What the database says about some seats.
struct Register {
    /// Whose the living sessions are.
    sessions: HashMap<String, UserId>,
    actors: HashMap<UserId, Actor>,
    postings: Postings,
}

impl Register {
    fn standing(&self, question: &SeatQuestion) -> SeatStanding {
        let signed_in = self.sessions.get(&question.session) == Some(&question.user);
        let Some(actor) = self.actors.get(&question.user).filter(|_| signed_in) else { return SeatStanding::Gone };
        match self.postings.get(&question.posting).and_then(|held| access(held, actor)) {
            Some(access) => SeatStanding::Here { actor: actor.clone(), access },
            None => SeatStanding::Hidden,
        }
    }
}

/// Nothing for those who may not read it.
fn access(held: &Held, actor: &Actor) -> Option<Access> {
    held.permit(actor, Action::ReadPosting).ok()?;
    Some(match held.permit_now(actor, Action::EditPosting) {
        Ok(_) => Access::Edit,
        Err(why) => Access::Read(why.to_string()),
    })
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut all: Vec<T> = all.collect();
    all.sort_unstable();
    all.dedup();
    all
}
