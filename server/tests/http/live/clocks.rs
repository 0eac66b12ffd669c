//! A clock that jumps: nobody who was out comes back, and what is written keeps its order.

use std::time::Duration;

use domain::{
    document::Field,
    protocol::{ToServer, Whereabouts, close},
    time::Timestamp,
};
use scenarios::{
    Database,
    cast::{DANA, VERA},
};
use services::edges::Clock;

use super::pair::Pair;
use crate::support::{BASE_URL, Company};

const MINUTE: i64 = 60_000;

fn jump(company: &Company, minutes: i64) {
    let clock = &company.house.world.clock;
    clock.set(Timestamp(clock.now().0 + minutes * MINUTE));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_clock_jumps_to_and_fro_words_and_people_go_on_as_before() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let mut pair = Pair::of(&company).await;
    let vera = house.signed_in(VERA).await;
    let mut watcher = house.editor(&vera, posting, 101).await;
    let before = house.world.services.draft_heads(&[posting]).await.unwrap()[0].1.seq;
    let attack = async {
        for minutes in [-5, 50, -50, -5, 20] {
            jump(&company, minutes);
            // Longer than the sweep takes to look at everybody.
            tokio::time::sleep(Duration::from_millis(1_500)).await;
        }
    };
    pair.beside(attack).await;
    assert!(pair.left.is_empty(), "nobody was sent away");
    let here = Whereabouts { field: Field::Line(company.line.clone()), from: 0, to: 1 };
    watcher.line.say(&ToServer::Here(Some(here))).await;
    let updates = house.world.services.updates_after(posting, before).await.unwrap();
    assert!(updates.len() > 20 && updates.is_sorted_by(|one, next| one.0 + 1 == next.0), "in the order of the commits");
    pair.agrees_with(&company).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_a_jump_ended_stays_ended_when_the_clock_is_set_back() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let mut dana = house.signed_in(DANA).await;
    let mut editor = house.editor(&dana, posting, 101).await;
    editor.types(line, " Kept.").await;
    editor.is_saved().await;
    jump(&company, 61);
    assert_eq!(editor.line.end().await, close::SIGNED_OUT);
    jump(&company, -66);
    let posting_id = posting.to_string();
    let knock = house.dial(dana.cookie.as_deref(), &posting_id, Some(BASE_URL)).await.err();
    assert_eq!(knock, Some(401));
    assert_eq!(dana.get("/postings").await.status, 303, "pages neither");
    // By a new session she goes on where she was.
    let again = house.signed_in(DANA).await;
    let mut editor = house.editor(&again, posting, 102).await;
    assert!(editor.says(line).ends_with(" Kept."));
    editor.types(line, " And on.").await;
    editor.is_saved().await;
}
