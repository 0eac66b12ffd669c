//! The one place that names everything: pool → storage → services → site.

use std::{path::Path, sync::Arc};

use app::scope::{Assets, Site};
use collab::Bell;
use domain::notifications::Destination;
use services::{
    HashCost, Services,
    edges::{Edges, Mailer, NoMailer},
};
use storage::Storage;

use crate::{claim::Claim, cli::CommandError, config::Settings, mail};

/// Claims the database for this program, if it is an SQLite file: to be kept as long as something may be written. The
/// folder is made when it is missing.
///
/// # Errors
/// [`CommandError`] when the folder can't be made or another program has the file.
pub fn claim(settings: &Settings) -> Result<Option<Claim>, CommandError> {
    let Some(file) = storage::sqlite_file(&settings.database_url) else { return Ok(None) };
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| CommandError::Folder(folder.display().to_string(), error))?;
    }
    Claim::on(&file).map(Some)
}

/// Connects to the database. Whoever only reads needs no claim.
///
/// # Errors
/// [`CommandError`] when the database does not answer.
pub async fn connect(settings: &Settings) -> Result<Storage, CommandError> {
    Ok(Storage::connect(&settings.database_url).await?)
}

/// The use cases; whatever changes a draft rings the bell.
#[must_use]
pub fn services(storage: Storage, settings: &Settings, bell: Arc<Bell>) -> Services {
    let mailer: Box<dyn Mailer> = match mail::mailer(settings) {
        Ok(mailer) => Box::new(mailer),
        Err(why) => {
            tracing::error!(why, "mail waits");
            Box::new(NoMailer)
        }
    };
    let edges = Edges { announcer: Box::new(bell), mailer, ..Edges::system() };
    let services = Services::new(storage, edges, HashCost::Standard).for_organization(&settings.organization);
    services.reached_at(address(settings.base_url()))
}

/// The whole address of a place in the application.
pub fn address(base_url: String) -> impl Fn(Destination) -> String {
    move |to| format!("{base_url}{}", app::paths::destination(to))
}

#[must_use]
pub fn site(settings: &Settings, assets: Assets) -> Arc<Site> {
    Arc::new(Site {
        base_url: settings.base_url(),
        organization: settings.organization.clone(),
        demo: settings.demo,
        mail_folder: settings.smtp_url.is_none().then(|| settings.mail_folder().display().to_string()),
        assets,
    })
}

/// Reads the list of the browser's files that the bundler wrote.
///
/// # Errors
/// [`CommandError::Site`] when they have not been built.
pub fn assets(folder: &Path) -> Result<Assets, CommandError> {
    let path = folder.join("assets.json");
    let missing = |why: String| CommandError::Site(folder.display().to_string(), why);
    let text = std::fs::read_to_string(&path).map_err(|error| missing(error.to_string()))?;
    let list: serde_json::Value = serde_json::from_str(&text).map_err(|error| missing(error.to_string()))?;
    let address = |name: &str| match list[name].as_str() {
        Some(file) => Ok(format!("/assets/{file}")),
        None => Err(missing(format!("{name} is not in assets.json"))),
    };
    Ok(Assets {
        app_css: address("app.css")?,
        careers_css: address("careers.css")?,
        head_js: address("head.js")?,
        boot_js: address("boot.js")?,
        pages: (address("pages.js")?, address("pages.wasm")?),
        editor: (address("editor.js")?, address("editor.wasm")?),
    })
}
