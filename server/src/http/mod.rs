//! The HTTP edge: what surrounds pages and server functions. No rule lives here.

pub(crate) mod assets;
pub(crate) mod audit;
pub(crate) mod forms;
pub(crate) mod guests;
pub(crate) mod headers;
pub(crate) mod health;
pub(crate) mod kept;
pub(crate) mod library_files;
pub(crate) mod live;
pub(crate) mod origin;
pub(crate) mod pages;
pub(crate) mod pieces;
pub(crate) mod public;
pub(crate) mod server_functions;
pub(crate) mod sessions;
mod socket;
pub(crate) mod trace;
pub(crate) mod upload;

use std::{net::SocketAddr, sync::Arc};

use app::{
    error::AppError,
    forms::FormOutcome,
    scope::{Scope, Site},
};
use axum::extract::ConnectInfo;
use collab::Hub;
use domain::accounts::Actor;
use http::{Extensions, HeaderMap, HeaderValue, header};
use services::Services;

use self::{public::PageCache, sessions::BrowserSession};
use crate::{config::Settings, extract::Reader};

/// What every handler needs.
#[derive(Clone)]
pub(crate) struct Front {
    services: Services,
    site: Arc<Site>,
    behind_proxy: bool,
    public_pages: Arc<PageCache>,
    hub: Hub,
    reader: Reader,
}

impl Front {
    pub(crate) fn new(services: Services, site: Arc<Site>, settings: &Settings, hub: Hub) -> Self {
        let reader = Reader::new(settings.reader.clone());
        Self { services, site, behind_proxy: settings.behind_proxy, public_pages: Arc::default(), hub, reader }
    }

    /// What the application may know of this request.
    pub(crate) async fn scope(&self, headers: &HeaderMap, extensions: &Extensions, form: Option<FormOutcome>) -> Scope {
        let user_agent =
            headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let session = BrowserSession::new(extensions.get().cloned(), user_agent.clone());
        let (actor, trouble) = match self.actor(&session).await {
            Ok(actor) => (actor, None),
            Err(error) => (None, Some(error)),
        };
        let client = self.client(headers, extensions);
        Scope {
            services: self.services.clone(),
            site: self.site.clone(),
            session: Arc::new(session),
            client,
            user_agent,
            guest_secret: guests::secret(headers),
            actor,
            trouble,
            form,
            unread: 0,
        }
    }

    /// For pages that are the same for everyone.
    pub(crate) fn anonymous_scope(&self) -> Scope {
        let session = Arc::new(BrowserSession::new(None, String::new()));
        Scope {
            services: self.services.clone(),
            site: self.site.clone(),
            session,
            client: String::new(),
            user_agent: String::new(),
            guest_secret: None,
            actor: None,
            trouble: None,
            form: None,
            unread: 0,
        }
    }

    async fn actor(&self, session: &BrowserSession) -> Result<Option<Actor>, AppError> {
        match session.user().await? {
            Some(user) => Ok(self.services.actor(user).await?),
            None => Ok(None),
        }
    }

    /// The address that the request came from.
    fn client(&self, headers: &HeaderMap, extensions: &Extensions) -> String {
        let list = headers.get("x-forwarded-for").and_then(|value: &HeaderValue| value.to_str().ok());
        if let Some(client) = list.and_then(|list| list.rsplit(',').next()).filter(|_| self.behind_proxy) {
            return client.trim().to_owned();
        }
        extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_string()).unwrap_or_default()
    }
}
