//! The browser's files: kept as long as their names allow, and nothing else from the disk.

use axum::body::Body;
use http::{Request, header};
use scenarios::Database;

use crate::{
    headers::check,
    support::{ASSETS, House},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_kept_as_long_as_its_name_allows() {
    let house = House::on(Database::Sqlite).await;
    let mut visitor = house.visitor();
    for (_, file) in ASSETS {
        let answer = visitor.get(&format!("/assets/{file}")).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, format!("/* {file} */").as_str()));
        let expected = match file {
            "icons.svg" => "public, max-age=60, stale-while-revalidate=604800",
            "fonts/text.woff2" => "public, max-age=86400",
            _ => "public, max-age=31536000, immutable",
        };
        assert_eq!(answer.header("cache-control"), expected, "{file}");
        let kind = answer.header("content-type");
        let suffix = file.rsplit('.').next().unwrap();
        let known = [
            ("css", "text/css"),
            ("js", "text/javascript"),
            ("wasm", "application/wasm"),
            ("svg", "image/svg+xml"),
            ("woff2", "font/woff2"),
        ];
        assert_eq!(kind, known.iter().find(|(name, _)| *name == suffix).unwrap().1, "{file}");
        check(file, &answer);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_else_on_the_disk_is_sent() {
    let house = House::on(Database::Sqlite).await;
    let mut visitor = house.visitor();
    for path in [
        "../assets.json",
        "%2e%2e/assets.json",
        "..%2fassets.json",
        "fonts/../../assets.json",
        "//etc/passwd",
        "fonts",
        "",
        "%00",
    ] {
        let answer = visitor.get(&format!("/assets/{path}")).await;
        assert!(matches!(answer.status, 400 | 404 | 307), "{path}: {}", answer.status);
        assert!(!answer.body.contains("app.css"), "{path}");
    }
    let request = Request::post("/assets/icons.svg").header(header::ORIGIN, "https://evil.example").body(Body::empty());
    assert_eq!(visitor.send(request.unwrap()).await.status, 405);
}
