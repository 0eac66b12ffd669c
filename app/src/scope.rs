//! What a request knows: the services, who asks, their session, and the outcome of the form they just sent.

use std::{future::Future, pin::Pin, str::FromStr, sync::Arc};

use domain::{
    accounts::Actor,
    ids::{InvalidId, UserId},
    permissions::{Action, Subject, permit},
};
use leptos::prelude::*;
use services::{Knock, Services};

use crate::{error::AppError, forms::FormOutcome};

/// The installation, as pages need to know it.
#[derive(Debug, Clone)]
pub struct Site {
    /// Scheme and host without a final slash: `https://jobs.example.org`.
    pub base_url: String,
    /// The name of the hiring organisation.
    pub organization: String,
    /// Ready-made people and passwords are on show.
    pub demo: bool,
    /// Where mails land as files, while no mail server is set up.
    pub mail_folder: Option<String>,
    pub assets: Assets,
}

/// The addresses of the browser's files, each with a digest of its content in the name.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    pub app_css: String,
    pub careers_css: String,
    pub head_js: String,
    pub boot_js: String,
    /// Loader and wasm of the bundle for ordinary pages.
    pub pages: (String, String),
    /// Loader and wasm of the bundle with the editor.
    pub editor: (String, String),
}

pub type Later<T> = Pin<Box<dyn Future<Output = Result<T, AppError>> + Send>>;

/// The edge to the browser's session.
pub trait Session: Send + Sync {
    /// Makes this session the person's, under a new identifier.
    fn begin(&self, user: UserId) -> Later<()>;
    /// Ends this session.
    fn end(&self) -> Later<()>;
    /// This session's identifier, to tell it from the person's others. It is a secret: never shown, never logged.
    fn id(&self) -> Option<String>;
}

/// One request.
#[derive(Clone)]
pub struct Scope {
    pub services: Services,
    pub site: Arc<Site>,
    pub session: Arc<dyn Session>,
    /// Where the request came from, for throttling.
    pub client: String,
    pub user_agent: String,
    /// What the browser keeps as a guest, if it is one. It is a secret: never shown, never logged.
    pub guest_secret: Option<String>,
    pub actor: Option<Actor>,
    /// Why it can't be said who asks, if it can't: then they are not just signed out.
    pub trouble: Option<AppError>,
    pub form: Option<FormOutcome>,
    /// Notifications that the person has not read, for the bell; counted when a page in the frame is made.
    pub unread: u64,
}

impl Scope {
    /// The scope of the request that is being answered.
    ///
    /// # Errors
    /// [`AppError::Internal`] outside a request.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or(AppError::Internal)
    }

    /// Somebody at the door of this guest.
    #[must_use]
    pub fn knock(&self, guest: UserId) -> Knock<'_> {
        // Whoever can't be told apart from somebody with an account is taken for one.
        let is_signed_in = self.actor.is_some() || self.trouble.is_some();
        Knock { guest, secret: self.guest_secret.as_deref(), client: &self.client, is_signed_in }
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] when there is none; [`AppError::Unavailable`] when the database could not tell.
    pub fn actor(&self) -> Result<&Actor, AppError> {
        self.actor.as_ref().ok_or_else(|| self.trouble.clone().unwrap_or(AppError::SignedOut))
    }
}

/// The services and the signed-in person: what nearly every server function starts with.
///
/// # Errors
/// [`AppError::SignedOut`] when nobody is signed in.
pub fn signed_in() -> Result<(Services, Actor), AppError> {
    let scope = Scope::current()?;
    let actor = scope.actor()?.clone();
    Ok((scope.services, actor))
}

/// Whether whoever looks at the page may propose something for the library: the way there is shown to nobody else.
#[must_use]
pub fn proposes() -> bool {
    let actor = Scope::current().ok().and_then(|scope| scope.actor);
    actor.is_some_and(|actor| permit(&actor, Action::ProposeItem, Subject::Organisation).is_ok())
}

/// Whether whoever looks at the page may make templates.
#[must_use]
pub fn makes_templates() -> bool {
    let actor = Scope::current().ok().and_then(|scope| scope.actor);
    actor.is_some_and(|actor| permit(&actor, Action::CurateTemplates, Subject::Organisation).is_ok())
}

/// An identifier as forms and addresses carry it.
///
/// # Errors
/// [`AppError::NotFound`] for everything that is none.
pub fn read_id<T: FromStr<Err = InvalidId>>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// A hidden field, which only a broken form sends wrong.
///
/// # Errors
/// [`AppError::BadRequest`] for what can't be read.
pub fn read_hidden<T: FromStr>(text: &str) -> Result<T, AppError> {
    text.parse().map_err(|_| AppError::BadRequest)
}
