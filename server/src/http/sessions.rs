//! Sessions in cookies: `__Host-id`, secure, invisible to scripts, for this site alone; the state in the database.

use std::collections::HashMap;

use app::{
    error::AppError,
    scope::{Later, Session as AppSession},
};
use async_trait::async_trait;
use axum::{extract::Request, middleware::Next, response::Response};
use domain::ids::UserId;
use http::{HeaderValue, header};
use services::{ServiceError, Services, SessionState};
use tower_sessions::{
    Expiry, Session, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time},
    session::{Id, Record},
    session_store,
};

const USER: &str = "user";
const USER_AGENT: &str = "user_agent";

/// The layer that reads and sets the session cookie.
pub(crate) fn layer(services: Services) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store { services })
        .with_name("__Host-id")
        .with_secure(true)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd)
}

/// Completes the cookie that takes the session away: the library sends it bare, and a browser ignores a `__Host-` cookie
/// that is not secure.
pub(crate) async fn complete_cookies(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let cookies: Vec<HeaderValue> = response.headers().get_all(header::SET_COOKIE).iter().map(complete).collect();
    response.headers_mut().remove(header::SET_COOKIE);
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn complete(cookie: &HeaderValue) -> HeaderValue {
    let text = cookie.to_str().unwrap_or_default();
    if text.contains("; Secure") {
        return cookie.clone();
    }
    HeaderValue::from_str(&format!("{text}; HttpOnly; SameSite=Lax; Secure")).unwrap_or_else(|_| cookie.clone())
}

/// The session store: the services keep only a digest of the cookie's value, and decide when a session is over.
#[derive(Clone)]
pub(crate) struct Store {
    services: Services,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        while !self.services.create_session(&record.id.to_string(), state(record)?).await.map_err(failed)? {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let state = state(record)?;
        self.services.save_session(&record.id.to_string(), state.user, &state.data).await.map_err(failed)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(state) = self.services.load_session(&id.to_string()).await.map_err(failed)? else { return Ok(None) };
        let data: HashMap<String, serde_json::Value> =
            serde_json::from_str(&state.data).map_err(|error| session_store::Error::Decode(error.to_string()))?;
        // The services have already asked whether it is over; the library wants a date.
        let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::days(1);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.services.delete_session(&id.to_string()).await.map_err(failed)
    }
}

fn state(record: &Record) -> session_store::Result<SessionState> {
    let text = |name: &str| record.data.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    let data = serde_json::to_string(&record.data).map_err(|error| session_store::Error::Encode(error.to_string()))?;
    Ok(SessionState { user: text(USER).parse().ok(), data, user_agent: text(USER_AGENT).to_owned() })
}

fn failed(error: ServiceError) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

/// The session of one request, as the application sees it.
pub(crate) struct BrowserSession {
    session: Option<Session>,
    user_agent: String,
}

impl BrowserSession {
    pub(crate) const fn new(session: Option<Session>, user_agent: String) -> Self {
        Self { session, user_agent }
    }

    /// Whose session it is.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the session can't be read: nobody is signed out by a database that is away.
    pub(crate) async fn user(&self) -> Result<Option<UserId>, AppError> {
        match &self.session {
            Some(session) => session.get(USER).await.map_err(lost),
            None => Ok(None),
        }
    }
}

impl AppSession for BrowserSession {
    fn begin(&self, user: UserId) -> Later<()> {
        let (session, user_agent) = (self.session.clone(), self.user_agent.clone());
        Box::pin(async move {
            let session = session.ok_or(AppError::Internal)?;
            session.cycle_id().await.map_err(lost)?;
            session.insert(USER, user).await.map_err(lost)?;
            session.insert(USER_AGENT, user_agent).await.map_err(lost)?;
            // Saved here, not after the answer: a browser is never told of a session that could not be stored.
            if let Err(error) = session.save().await {
                session.clear().await;
                return Err(lost(error));
            }
            Ok(())
        })
    }

    fn end(&self) -> Later<()> {
        let session = self.session.clone();
        Box::pin(async move {
            let session = session.ok_or(AppError::Internal)?;
            // Stored first: whoever could not be signed out is not shown as a stranger.
            session.delete().await.map_err(lost)?;
            session.flush().await.map_err(lost)
        })
    }

    fn id(&self) -> Option<String> {
        Some(self.session.as_ref()?.id()?.to_string())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn lost(error: tower_sessions::session::Error) -> AppError {
    tracing::error!(%error, "the session could not be stored");
    AppError::Unavailable
}
