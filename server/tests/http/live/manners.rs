//! What a socket may not do.

use std::time::Duration;

use domain::protocol::{FRAME_MAX_BYTES, ToServer, VERSION, close, encode};
use scenarios::{Database, cast::DANA};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use crate::support::Company;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_message_ends_the_connection_with_a_reason() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let dana = house.signed_in(DANA).await;
    let mut future = encode(&ToServer::Beat);
    future[0] = VERSION + 1;
    for (name, message, code) in [
        ("a page of another version", Message::binary(future), close::VERSION),
        ("rubbish", Message::binary(vec![VERSION, 99, 1, 2]), close::MALFORMED),
        ("an empty frame", Message::binary(Vec::new()), close::MALFORMED),
        ("a text", Message::text("hello"), close::MALFORMED),
        ("something before the opening", Message::binary(encode(&ToServer::Beat)), close::MALFORMED),
        ("too large a frame", Message::binary(vec![VERSION; FRAME_MAX_BYTES + 1]), close::MALFORMED),
    ] {
        let mut line = house.line(&dana, posting).await;
        line.send(message).await.unwrap();
        assert_eq!(line.end().await, code, "{name}");
    }
    let mut editor = house.editor(&dana, posting, 101).await;
    editor.types(&company.line, " All is well.").await;
    editor.is_saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_messages_or_pings_ends_the_connection() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let dana = house.signed_in(DANA).await;
    let beat = Message::binary(encode(&ToServer::Beat));
    for flood in [beat, Message::Ping(Vec::new().into())] {
        let mut editor = house.editor(&dana, posting, 101).await;
        for _ in 0..1000 {
            if editor.line.send(flood.clone()).await.is_err() {
                break;
            }
        }
        assert_eq!(editor.line.end().await, close::TOO_MUCH);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_opens_the_draft_is_not_waited_for() {
    let company = Company::on(Database::Sqlite).await;
    let dana = company.house.signed_in(DANA).await;
    let mut line = company.house.line(&dana, company.draft.id).await;
    let started = Instant::now();
    assert_eq!(line.end().await, close::MALFORMED);
    let waited = started.elapsed();
    assert!((Duration::from_secs(9)..Duration::from_secs(15)).contains(&waited), "{waited:?}");
}
