//! A world with its front door.

use std::{fs, net::SocketAddr, path::PathBuf, sync::Arc};

use axum::Router;
use collab::{Bell, Hub};
use rolewright::{config, config::Settings, router, wiring};
use scenarios::{Cast, Database, World, cast::Person};
use services::Services;
use tokio::{net::TcpListener, sync::OnceCell};

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
    pub hub: Hub,
    router: Router,
    site: PathBuf,
    address: OnceCell<SocketAddr>,
}

impl House {
    pub async fn on(database: Database) -> Self {
        let bell: Arc<Bell> = Arc::default();
        let world = World::announcing(database, Box::new(Arc::clone(&bell))).await;
        let cast = world.cast().await;
        let site = site_folder();
        let reader = env!("CARGO_BIN_EXE_rolewright");
        let arguments = ["rolewright", "--base-url", BASE_URL, "--site", site.to_str().unwrap(), "--reader", reader];
        let (_, settings) = config::read(arguments.map(Into::into)).unwrap();
        let hub = Hub::start(world.services.clone(), bell);
        let router = front_door(&world.services, &settings, hub.clone());
        Self { world, cast, settings, hub, router, site, address: OnceCell::new() }
    }

    /// Somebody without a session.
    pub fn visitor(&self) -> Browser {
        Browser::at(self.router.clone())
    }

    /// The same house, whose services have other edges or another database behind them.
    pub fn visitor_of(&self, services: &Services) -> Browser {
        let hub = Hub::start(services.clone(), Arc::default());
        Browser::at(front_door(services, &self.settings, hub))
    }

    /// Where the house can be reached by a real connection.
    pub async fn address(&self) -> SocketAddr {
        *self.address.get_or_init(|| listen(self.router.clone())).await
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

pub async fn listen(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

pub fn front_door(services: &Services, settings: &Settings, hub: Hub) -> Router {
    let assets = wiring::assets(&settings.site).unwrap();
    router::router(services.clone(), wiring::site(settings, assets), settings, hub)
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
