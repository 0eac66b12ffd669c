//! Every address the program answers, and the layers around them.

use std::{sync::Arc, time::Duration};

use app::{App, scope::Site};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{get, post},
};
use collab::Hub;
use services::Services;
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer, trace::TraceLayer,
};

use crate::{
    config::Settings,
    http::{
        Front, assets, audit, forms, headers, health, library_files, live, origin, pages, public, server_functions,
        sessions, trace, upload,
    },
};

/// The largest request body, in bytes; a draft update is 64 KiB at most.
pub const BODY_MAX_BYTES: usize = 512 * 1024;
/// How hard it is tried to make a page smaller that is sent once. The usual, 6 of gzip, takes twice as long for a page of
/// 160 KiB and makes it half a kilobyte smaller.
const COMPRESSED: CompressionLevel = CompressionLevel::Precise(3);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// The largest body that is read at all where a file is expected; what is beyond the file's own limit is thrown away.
const FILE_BODY_MAX_BYTES: usize = 4 * services::FILE_MAX_BYTES;
/// A file of that size over a slow line.
const FILE_TIMEOUT: Duration = Duration::from_secs(15 * 60);

/// The whole application.
pub fn router(services: Services, site: Arc<Site>, settings: &Settings, hub: Hub) -> Router {
    let front = Front::new(services.clone(), site, settings, hub);
    let secure = sessions::layer(services);

    // What every page and form needs around it.
    let guarded = |routes: Router<Front>| {
        routes
            .layer(secure.clone())
            .layer(middleware::from_fn(sessions::complete_cookies))
            .layer(middleware::from_fn_with_state(front.clone(), origin::check))
            .layer(middleware::from_fn(headers::private))
    };
    // These bring and take files, which are larger and slower than pages.
    let files = Router::new()
        .route(app::paths::IMPORT_FILE, post(library_files::upload).get(library_files::back))
        .layer(RequestBodyLimitLayer::new(FILE_BODY_MAX_BYTES))
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, FILE_TIMEOUT));

    let mut pages = Router::new()
        .route("/api/{*function}", post(server_functions::answer))
        .route(app::paths::AUDIT_CSV, get(audit::export))
        .route(app::paths::AUDIT_JSON, get(audit::export))
        .route(app::paths::LIBRARY_CSV, get(library_files::export))
        .route(app::paths::LIBRARY_JSON, get(library_files::export))
        .route(app::paths::LIBRARY_XLSX, get(library_files::export))
        // Once it is upgraded, none of the layers below has a part in it.
        .route(live::ADDRESS, get(live::open));
    // The public pages have handlers of their own, below.
    let is_private = |listing: &leptos_axum::AxumRouteListing| !app::paths::is_public(listing.path());
    let mut uploads = Router::new();
    for listing in leptos_axum::generate_route_list(App).into_iter().filter(is_private) {
        if listing.path() == app::paths::NEW_ARRIVAL {
            uploads = uploads.route(listing.path(), get(pages::show).post(upload::submit));
        } else {
            pages = pages.route(listing.path(), get(pages::show).post(forms::submit));
        }
    }
    let pages = guarded(pages.fallback(pages::show));
    let uploads = guarded(uploads).layer(RequestBodyLimitLayer::new(upload::DRAINED_BYTES));

    let public = Router::new()
        .route("/careers", get(public::page))
        .route("/careers/{slug}", get(public::page))
        .route("/careers/sitemap.xml", get(public::sitemap))
        .route("/robots.txt", get(public::robots))
        .layer(middleware::from_fn(headers::public));

    Router::new()
        .route("/health", get(health::alive))
        .route("/ready", get(health::ready))
        .nest_service("/assets", assets::service(&settings.site))
        .merge(public)
        .merge(pages)
        .layer(RequestBodyLimitLayer::new(BODY_MAX_BYTES))
        .merge(uploads)
        .layer(TimeoutLayer::with_status_code(http::StatusCode::SERVICE_UNAVAILABLE, REQUEST_TIMEOUT))
        .merge(guarded(files))
        .with_state(front)
        .layer(DefaultBodyLimit::disable())
        .layer(CompressionLayer::new().quality(COMPRESSED))
        .layer(CatchPanicLayer::custom(pages::panicked))
        .layer(middleware::from_fn(headers::everywhere))
        .layer(TraceLayer::new_for_http().make_span_with(trace::span))
        .layer(middleware::from_fn(trace::named))
}
