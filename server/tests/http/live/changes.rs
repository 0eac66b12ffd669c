//! What changes while people write is felt within two seconds.

use std::time::Duration;

use domain::{
    accounts::Role,
    protocol::{Access, close},
};
use scenarios::{
    Database,
    cast::{BEN, DANA},
};
use tokio::time::{Instant, sleep};

use crate::support::{Company, Editor};

/// The promise.
const FELT_WITHIN: Duration = Duration::from_secs(2);

async fn ends_with(editor: &mut Editor, code: u16) {
    let started = Instant::now();
    assert_eq!(editor.line.end().await, code);
    assert!(started.elapsed() < FELT_WITHIN, "{:?}", started.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_is_locked_while_somebody_types_says_so_in_words() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.drafts[0].id);
    let dana = house.signed_in(DANA).await;
    let (mut writer, mut watcher) = (house.editor(&dana, posting, 101).await, house.editor(&dana, posting, 102).await);
    let line = &writer.replica.snapshot().lines().next().unwrap().1.id.clone();
    writer.types(line, " Before.").await;
    writer.is_saved().await;
    house.world.services.archive_posting(&house.cast.dana, posting).await.unwrap();
    let started = Instant::now();
    writer.types(line, " After.").await;
    let (number, sentence) = writer.rejection().await;
    assert_eq!(number, 2);
    assert!(sentence.ends_with('.') && sentence.contains("archived"), "{sentence}");
    assert_eq!(writer.line.end().await, close::AGAIN);
    let Access::Read(sentence) = watcher.access().await else { panic!("nobody may write now") };
    assert!(sentence.ends_with('.') && sentence.contains("archived"), "{sentence}");
    assert!(started.elapsed() < FELT_WITHIN);
    assert!(watcher.says(line).contains("Before."));
    let stored = house.stored_draft(posting).await.snapshot();
    assert!(!stored.line(line).unwrap().1.text.contains("After."));

    house.world.services.restore_posting(&house.cast.dana, posting).await.unwrap();
    assert_eq!(watcher.access().await, Access::Edit);
    watcher.types(line, " Again.").await;
    watcher.is_saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_takes_its_sockets_along_and_no_others() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let (mut here, there) = (house.signed_in(DANA).await, house.signed_in(DANA).await);
    let (mut one, mut two) = (house.editor(&here, posting, 101).await, house.editor(&there, posting, 102).await);
    assert_eq!(here.submit("/?do=sign_out", &[]).await.status, 303);
    ends_with(&mut one, close::SIGNED_OUT).await;
    two.types(&company.line, " Still here.").await;
    two.is_saved().await;
    house.world.clock.advance(Duration::from_secs(61 * 60));
    ends_with(&mut two, close::SIGNED_OUT).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_suspended_is_out() {
    let company = Company::on(Database::Sqlite).await;
    let house = &company.house;
    let ben = house.signed_in(BEN).await;
    let mut editor = house.editor(&ben, company.draft.id, 101).await;
    house.world.services.suspend(&house.cast.ada, house.cast.ben.id).await.unwrap();
    ends_with(&mut editor, close::SIGNED_OUT).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_the_team_no_longer_sees_its_drafts() {
    let company = Company::on(Database::Sqlite).await;
    let (house, platform) = (&company.house, company.house.cast.platform);
    let ben = house.signed_in(BEN).await;
    let mut editor = house.editor(&ben, company.draft.id, 101).await;
    let (services, ada) = (&house.world.services, &house.cast.ada);
    services.revoke_role(ada, house.cast.ben.id, Role::HiringManager, Some(platform)).await.unwrap();
    ends_with(&mut editor, close::HIDDEN).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_only_look_from_now_on_stays_and_is_told() {
    let company = Company::on(Database::Sqlite).await;
    let (house, platform) = (&company.house, company.house.cast.platform);
    let ben = house.signed_in(BEN).await;
    let mut editor = house.editor(&ben, company.draft.id, 101).await;
    let (services, ada, person) = (&house.world.services, &house.cast.ada, house.cast.ben.id);
    services.grant_role(ada, person, Role::Viewer, Some(platform)).await.unwrap();
    services.revoke_role(ada, person, Role::HiringManager, Some(platform)).await.unwrap();
    let sentence = "Only hiring managers of this team can do this.".to_owned();
    assert_eq!(editor.access().await, Access::Read(sentence.clone()));
    editor.types(&company.line, " No.").await;
    assert_eq!(editor.rejection().await, (1, sentence));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_archived_posting_takes_nothing() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.drafts[0].id);
    let dana = house.signed_in(DANA).await;
    let mut editor = house.editor(&dana, posting, 101).await;
    let line = editor.replica.snapshot().lines().next().unwrap().1.id.clone();
    house.world.services.archive_posting(&house.cast.dana, posting).await.unwrap();
    editor.types(&line, " Too late.").await;
    let (_, sentence) = editor.rejection().await;
    assert!(sentence.contains("archived"), "{sentence}");
    assert_eq!(editor.line.end().await, close::AGAIN);
    let editor = house.editor(&dana, posting, 101).await;
    assert!(matches!(editor.welcome.access, Access::Read(_)));
    assert!(!editor.says(&line).contains("Too late"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_locked_nothing_is_acknowledged_and_afterwards_everything_is() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let dana = house.signed_in(DANA).await;
    let mut editor = house.editor(&dana, posting, 101).await;
    let other = storage::Storage::connect(house.world.database.url()).await.unwrap();
    let held = other.begin().await.unwrap();
    editor.types(line, " Kept.").await;
    let answer = tokio::time::timeout(Duration::from_secs(8), editor.is_saved()).await;
    assert!(answer.is_err(), "nothing was stored, so nothing may be acknowledged");
    drop(held);
    editor.is_saved().await;
    assert!(house.stored_draft(posting).await.snapshot().line(line).unwrap().1.text.ends_with(" Kept."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_server_stops_what_was_sent_is_answered_and_everybody_is_told_to_come_back() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let dana = house.signed_in(DANA).await;
    let (mut editor, mut waiting) = (house.editor(&dana, posting, 101).await, house.line(&dana, posting).await);
    for number in 0..5 {
        editor.types(line, &format!(" {number}.")).await;
    }
    sleep(Duration::from_millis(5)).await;
    let hub = house.hub.clone();
    let stop = tokio::spawn(async move { hub.stop().await });
    let mut acknowledged = 0;
    let end = loop {
        match editor.line.next().await {
            Ok(domain::protocol::ToBrowser::Ack { number, .. }) => acknowledged = number,
            Ok(_) => {}
            Err(code) => break code,
        }
    };
    assert_eq!((end, waiting.end().await), (close::AGAIN, close::AGAIN));
    tokio::time::timeout(Duration::from_secs(5), stop).await.expect("it ends").unwrap();
    let text = house.stored_draft(posting).await.snapshot().line(line).unwrap().1.text.clone();
    for number in 0..acknowledged {
        assert!(text.contains(&format!(" {number}.")), "{number} was acknowledged: {text}");
    }
    let status = house.dial(dana.cookie.as_deref(), &posting.to_string(), Some(crate::support::BASE_URL)).await.err();
    assert_eq!(status, Some(503));
}
