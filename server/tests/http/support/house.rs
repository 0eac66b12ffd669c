//! A world with its front door.

use std::{fs, path::PathBuf};

use axum::Router;
use rolewright::{config, config::Settings, router, wiring};
use scenarios::{Cast, Database, World, cast::Person};
use services::Services;

use super::Browser;

/// What people type.
pub const BASE_URL: &str = "https://jobs.northwind.example";

/// The browser's files: names with a digest, and two that have none.
pub const ASSETS: [(&str, &str); 10] = [
    ("app.css", "app-0a1b2c3d4e5f.css"),
    ("careers.css", "careers-1a1b2c3d4e5f.css"),
    ("head.js", "head-2a1b2c3d4e5f.js"),
    ("boot.js", "boot-3a1b2c3d4e5f.js"),
    ("pages.js", "pages-4a1b2c3d4e5f.js"),
    ("pages.wasm", "pages-5a1b2c3d4e5f.wasm"),
    ("editor.js", "editor-6a1b2c3d4e5f.js"),
    ("editor.wasm", "editor-7a1b2c3d4e5f.wasm"),
    ("", "icons.svg"),
    ("", "fonts/text.woff2"),
];

/// A world in which somebody listens.
pub struct House {
    pub world: World,
    pub cast: Cast,
    pub settings: Settings,
    router: Router,
    site: PathBuf,
}

impl House {
    pub async fn on(database: Database) -> Self {
        Self::before(World::on(database).await).await
    }

    pub async fn before(world: World) -> Self {
        let cast = world.cast().await;
        let site = site_folder();
        let arguments = ["rolewright", "--base-url", BASE_URL, "--site", site.to_str().unwrap()];
        let (_, settings) = config::read(arguments.map(Into::into)).unwrap();
        let router = front_door(&world.services, &settings);
        Self { world, cast, settings, router, site }
    }

    /// Somebody without a session.
    pub fn visitor(&self) -> Browser {
        Browser::at(self.router.clone())
    }

    /// The same house, whose services have other edges or another database behind them.
    pub fn visitor_of(&self, services: &Services) -> Browser {
        Browser::at(front_door(services, &self.settings))
    }

    /// One of the cast, signed in through the form.
    pub async fn signed_in(&self, person: Person) -> Browser {
        let mut browser = self.visitor();
        browser.sign_in(person).await;
        browser
    }
}

impl Drop for House {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.site));
    }
}

fn front_door(services: &Services, settings: &Settings) -> Router {
    let assets = wiring::assets(&settings.site).unwrap();
    router::router(services.clone(), wiring::site(settings, assets), settings)
}

/// A folder as the bundler writes it.
fn site_folder() -> PathBuf {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("rolewright-site-{}-{number}", std::process::id()));
    fs::create_dir_all(folder.join("assets/fonts")).unwrap();
    for (_, file) in ASSETS {
        fs::write(folder.join("assets").join(file), format!("/* {file} */")).unwrap();
    }
    let named = ASSETS.iter().filter(|(name, _)| !name.is_empty());
    let list: serde_json::Map<String, serde_json::Value> =
        named.map(|(name, file)| ((*name).to_owned(), (*file).into())).collect();
    fs::write(folder.join("assets.json"), serde_json::Value::Object(list).to_string()).unwrap();
    folder
}
