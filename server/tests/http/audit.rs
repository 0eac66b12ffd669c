//! The audit log as a file: who gets it, and what is in it.

use domain::events::Event;
use scenarios::{
    Database,
    cast::{ADA, AXEL, BEN, DANA, HUGO, OLGA, VERA},
};

use crate::support::Company;

const FILES: [&str; 2] = [app::paths::AUDIT_CSV, app::paths::AUDIT_JSON];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_is_refused_the_log_as_a_file() {
    let company = Company::on(Database::Sqlite).await;
    for file in FILES {
        let answer = company.house.visitor().get(file).await;
        assert_eq!((answer.status, answer.body.as_str()), (401, "Sign in to go on.\n"), "{file}");
    }
    for person in [DANA, BEN, HUGO, VERA, OLGA] {
        let mut browser = company.house.signed_in(person).await;
        for file in FILES {
            let answer = browser.get(file).await;
            assert_eq!(answer.status, 403, "{file} as {}", person.name);
            assert!(!answer.body.contains("digest"), "{}", answer.body);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn admins_and_auditors_get_all_of_the_log_or_what_they_filter() {
    let company = Company::on(Database::Sqlite).await;
    for person in [ADA, AXEL] {
        let mut browser = company.house.signed_in(person).await;
        let csv = browser.get(app::paths::AUDIT_CSV).await;
        assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(csv.header("content-disposition"), "attachment; filename=\"audit-log.csv\"");
        assert_eq!(csv.header("cache-control"), "no-store");
        let json = browser.get(app::paths::AUDIT_JSON).await;
        let read: serde_json::Value = serde_json::from_str(&json.body).unwrap();
        let entries = read["entries"].as_array().unwrap();
        assert_eq!(csv.body.lines().count(), entries.len() + 1);
        let last = entries.last().unwrap();
        let (number, digest) = (last["number"].as_i64().unwrap(), last["digest"].as_str().unwrap());
        assert_eq!(read["head"], format!("{number}:{digest}"));
        assert_eq!(entries.len(), usize::try_from(number).unwrap(), "from the first on");

        let some = browser.get(&format!("{}?about=publications", app::paths::AUDIT_JSON)).await;
        let some: serde_json::Value = serde_json::from_str(&some.body).unwrap();
        let actions: Vec<_> = some["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
        assert!(!actions.is_empty() && actions.iter().all(|action| action.as_str().unwrap().starts_with("posting_")));
        assert_eq!(some["head"], read["head"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_log_comes_in_pieces_that_fit_together() {
    let company = Company::on(Database::Sqlite).await;
    let (services, ada) = (&company.house.world.services, &company.house.cast.ada);
    // One transaction, for speed.
    let work = company.house.world.storage.begin().await.unwrap();
    for number in 0..2_100 {
        let (team, name) = (company.house.cast.platform, format!("=Team {number}"));
        work.record(services.now(), Some(ada.id), Event::TeamRenamed { team, name });
    }
    work.commit().await.unwrap();
    let mut browser = company.house.signed_in(AXEL).await;
    let json = browser.get(app::paths::AUDIT_JSON).await;
    let read: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let numbers: Vec<_> =
        read["entries"].as_array().unwrap().iter().map(|entry| entry["number"].as_i64().unwrap()).collect();
    assert!(numbers.len() > 2_100);
    assert!(numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]), "each once, in order");
}
