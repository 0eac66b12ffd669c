//! Sessions: what the front door's session store is made of, and what people see of their own.
//!
//! A session ends after 60 minutes without use (20 for admins) and in any case after 12 hours. That it was used is noted
//! at most once a minute.

use std::time::Duration;

use domain::{
    accounts::{Actor, Role},
    events::Event,
    ids::UserId,
    time::Timestamp,
};
use storage::{SessionRecord, StorageError};

use crate::{Result, ServiceError, Services, tokens::token_hash};

const MINUTE: Duration = Duration::from_secs(60);
const IDLE: Duration = Duration::from_secs(60 * 60);
const IDLE_OF_ADMINS: Duration = Duration::from_secs(20 * 60);
const LONGEST: Duration = Duration::from_secs(12 * 60 * 60);
const USER_AGENT_MAX_CHARS: usize = 300;
/// Failed sign-ins stop counting long before.
const FAILURES_KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// What the front door keeps in a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionState {
    pub user: Option<UserId>,
    /// Opaque here.
    pub data: String,
    /// The browser, as it names itself; fixed when the session starts.
    pub user_agent: String,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionView {
    /// Names it in forms; gives no access.
    pub handle: String,
    pub user_agent: String,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub is_current: bool,
}

impl Services {
    /// Starts a session under this id (the cookie's value, of which only the digest is stored). False when the id is
    /// taken.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn create_session(&self, id: &str, state: SessionState) -> Result<bool> {
        let now = self.now();
        let record = SessionRecord {
            id_hash: token_hash(id),
            user: state.user,
            data: state.data,
            user_agent: state.user_agent.chars().take(USER_AGENT_MAX_CHARS).collect(),
            created_at: now,
            seen_at: now,
            expires_at: now + self.idle_limit(state.user).await?,
        };
        let work = self.storage.begin().await?;
        match work.accounts().insert_session(&record).await {
            Ok(()) => Ok(work.commit().await.map(|()| true)?),
            Err(StorageError::Duplicate(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Saves what the front door keeps. False when the session has ended meanwhile: it does not come back.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn save_session(&self, id: &str, user: Option<UserId>, data: &str) -> Result<bool> {
        let work = self.storage.begin().await?;
        let saved = work.accounts().save_session(&token_hash(id), user, data).await?;
        work.commit().await?;
        Ok(saved)
    }

    /// The session, if it has neither ended nor expired.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn load_session(&self, id: &str) -> Result<Option<SessionState>> {
        let found = self.storage.accounts().find_session(&token_hash(id)).await?;
        let Some(session) = self.living(found.into_iter().collect()).await.pop() else { return Ok(None) };
        if session.seen_at.until(self.now()) >= MINUTE
            && let Err(error) = self.note_use(&session).await
        {
            // Reading goes on while the database takes no writes.
            tracing::warn!(%error, "the use of a session could not be noted");
        }
        Ok(Some(SessionState { user: session.user, data: session.data, user_agent: session.user_agent }))
    }

    /// Notes that people wrote in an open editor: that, and not the open page, keeps a session alive.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn note_writing(&self, sessions: &[String]) -> Result<()> {
        let digests: Vec<String> = sessions.iter().map(|id| token_hash(id)).collect();
        let found = self.storage.accounts().find_sessions(&digests).await?;
        for session in self.living(found).await.iter().filter(|session| session.seen_at.until(self.now()) >= MINUTE) {
            self.note_use(session).await?;
        }
        Ok(())
    }

    /// Ends the session of this id.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn delete_session(&self, id: &str) -> Result<()> {
        let work = self.storage.begin().await?;
        let whose = work.accounts().delete_session(&token_hash(id)).await?;
        work.commit().await?;
        if let Some(user) = whose {
            self.edges.announcer.person_changed(user);
        }
        Ok(())
    }

    /// My sessions, the last used first; `current` is the id of the one I look through.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn my_sessions(&self, actor: &Actor, current: Option<&str>) -> Result<Vec<SessionView>> {
        let current = current.map(token_hash);
        let sessions = self.storage.accounts().list_sessions(actor.id, self.now()).await?;
        let view = |session: SessionRecord| SessionView {
            is_current: Some(&session.id_hash) == current.as_ref(),
            handle: session.id_hash,
            user_agent: session.user_agent,
            created_at: session.created_at,
            seen_at: session.seen_at,
        };
        Ok(sessions.into_iter().map(view).collect())
    }

    /// Ends one of my sessions.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not mine, or has ended.
    pub async fn end_session(&self, actor: &Actor, handle: &str) -> Result<()> {
        let work = self.storage.begin().await?;
        if !work.accounts().delete_session_of(actor.id, handle).await? {
            return Err(ServiceError::NotFound);
        }
        self.record(&work, Some(actor), &[Event::SessionsEnded { user: actor.id, count: 1 }]);
        self.commit_about(work, actor.id).await
    }

    /// Ends all my sessions but the one I look through, and says how many.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn end_other_sessions(&self, actor: &Actor, current: Option<&str>) -> Result<u64> {
        let work = self.storage.begin().await?;
        let count = work.accounts().delete_sessions_of(actor.id, current.map(token_hash).as_deref()).await?;
        if count > 0 {
            self.record(&work, Some(actor), &[Event::SessionsEnded { user: actor.id, count }]);
        }
        self.commit_about(work, actor.id).await?;
        Ok(count)
    }

    /// Deletes what has expired: sessions, links for forgotten passwords, arrivals, and failed sign-ins
    /// that don't count any more. Run it now and then.
    ///
    /// # Errors
    /// [`ServiceError`]
    pub async fn forget_expired(&self) -> Result<u64> {
        let work = self.storage.begin().await?;
        let sessions = work.accounts().delete_expired_sessions(self.now()).await?;
        let long_ago = Timestamp(self.now().0 - i64::try_from(FAILURES_KEPT.as_millis()).unwrap_or(0));
        work.accounts().delete_failures_before(long_ago).await?;
        work.accounts().delete_expired_resets(self.now()).await?;
        work.arrivals().delete_expired(self.now()).await?;
        work.commit().await?;
        Ok(sessions)
    }

    /// Those that are not over. A session that was seen to be over stays so, also when the clock is set back.
    pub(crate) async fn living(&self, sessions: Vec<SessionRecord>) -> Vec<SessionRecord> {
        let now = self.now();
        let (living, over): (Vec<_>, Vec<_>) = sessions.into_iter().partition(|session| session.expires_at > now);
        if !over.is_empty() {
            let over: Vec<String> = over.into_iter().map(|session| session.id_hash).collect();
            if let Err(error) = self.end_expired(&over, now).await {
                // Nobody gets in with it while the clock goes on.
                tracing::warn!(%error, "a session that is over could not be deleted");
            }
        }
        living
    }

    async fn end_expired(&self, sessions: &[String], now: Timestamp) -> Result<()> {
        let work = self.storage.begin().await?;
        work.accounts().delete_if_expired(sessions, now).await?;
        Ok(work.commit().await?)
    }

    async fn note_use(&self, session: &SessionRecord) -> Result<()> {
        let now = self.now();
        let idle = now + self.idle_limit(session.user).await?;
        let work = self.storage.begin().await?;
        work.accounts().touch_session(&session.id_hash, now, idle.min(session.created_at + LONGEST)).await?;
        Ok(work.commit().await?)
    }

    async fn idle_limit(&self, user: Option<UserId>) -> Result<Duration> {
        let actor = match user {
            Some(user) => self.actor(user).await?,
            None => None,
        };
        Ok(if actor.is_some_and(|actor| actor.is(Role::Admin)) { IDLE_OF_ADMINS } else { IDLE })
    }
}
