//! Without a mail server.

use std::{fs, path::Path};

use rolewright::mail::{self, Folder};
use scenarios::cast::{ADA, DANA};

use super::{house, invite, with_mailer};
use crate::support::House;

fn into(house: &House, folder: &Path) -> services::Services {
    with_mailer(house, Folder::new(folder.to_owned(), mail::from(&house.settings).unwrap(), "jobs.northwind.example"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mails_land_as_files_that_only_the_program_reads() {
    let (house, folder) = (house().await, tempfile::tempdir().unwrap());
    let place = folder.path().join("deep/mail");
    let services = into(&house, &place);
    for email in ["mina@northwind.example", "iris@northwind.example"] {
        invite(&house, &services, email).await;
    }
    services.send_mail().await.unwrap();
    let files: Vec<_> = fs::read_dir(&place).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.contains("\r\nTo: ") && text.contains("Subject: Ada Lind invites you"), "{text}");
        assert!(file.extension().is_some_and(|extension| extension == "eml"), "{file:?}");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_that_can_not_be_made_keeps_the_mail_waiting() {
    let (house, folder) = (house().await, tempfile::tempdir().unwrap());
    let file = folder.path().join("file");
    fs::write(&file, "no folder").unwrap();
    let services = into(&house, &file);
    invite(&house, &services, "mina@northwind.example").await;
    services.send_mail().await.unwrap();
    let state = services.mail_state(&house.cast.ada).await.unwrap();
    assert!(state.waiting == 1 && state.troubled[0].trouble.contains("can't be written"), "{state:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_say_that_there_is_no_mail_server_and_only_admins_learn_where_mail_lands() {
    let house = house().await;
    let (mut ada, mut dana) = (house.signed_in(ADA).await, house.signed_in(DANA).await);
    let folder = house.settings.mail_folder().display().to_string();
    let account = dana.get("/account").await.body;
    assert!(account.contains("No mail server is set up") && !account.contains(&folder), "{account}");
    let admin = ada.get("/people/mail").await.body;
    assert!(admin.contains("No mail server is set up") && admin.contains(&folder), "{admin}");
}
