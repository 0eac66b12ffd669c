//! The one place that names everything: pool → storage → services → site.

use std::{path::Path, sync::Arc};

use app::scope::{Assets, Site};
use collab::Bell;
use services::{HashCost, Services, edges::Edges};
use storage::Storage;

use crate::{claim::Claim, cli::CommandError, config::Settings};

/// A database that this program may write to.
pub struct Connected {
    pub storage: Storage,
    /// Keeps others away from an SQLite file.
    pub claim: Option<Claim>,
}

/// Connects to the database. An SQLite file is claimed first; its folder is made when it is missing.
///
/// # Errors
/// [`CommandError`] when the folder can't be made, another program has the file or the database does not answer.
pub async fn connect(settings: &Settings) -> Result<Connected, CommandError> {
    let claim = storage::sqlite_file(&settings.database_url).map(|file| claim(&file)).transpose()?;
    Ok(Connected { storage: Storage::connect(&settings.database_url).await?, claim })
}

fn claim(file: &Path) -> Result<Claim, CommandError> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| CommandError::Folder(folder.display().to_string(), error))?;
    }
    Claim::on(file)
}

/// The use cases; whatever changes a draft rings the bell.
#[must_use]
pub fn services(storage: Storage, settings: &Settings, bell: Arc<Bell>) -> Services {
    let edges = Edges { announcer: Box::new(bell), ..Edges::system() };
    Services::new(storage, edges, HashCost::Standard).for_organization(&settings.organization)
}

#[must_use]
pub fn site(settings: &Settings, assets: Assets) -> Arc<Site> {
    Arc::new(Site {
        base_url: settings.base_url(),
        organization: settings.organization.clone(),
        demo: settings.demo,
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
