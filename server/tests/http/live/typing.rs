//! Writing together.

use std::time::Duration;

use domain::{
    document::{Draft, Field, Operation},
    posting::ItemRef,
    protocol::{Access, ToBrowser, ToServer, Whereabouts, close},
};
use scenarios::{
    Database,
    cast::{BEN, DANA, HUGO, VERA},
};
use tokio::time::{Instant, sleep};

use crate::support::Company;

async fn two_people_type_into_one_line(database: Database) {
    let company = Company::on(database).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let (mut one, mut two) = (house.editor(&dana, posting, 101).await, house.editor(&ben, posting, 102).await);
    for number in 0..20 {
        one.types(line, &format!(" d{number}.")).await;
        two.types(line, &format!(" b{number}.")).await;
    }
    one.is_saved().await;
    two.is_saved().await;
    // What was committed is in the outboxes when the last answer is.
    one.reads(line, " b19.").await;
    two.reads(line, " d19.").await;
    let stored = house.stored_draft(posting).await.snapshot();
    assert_eq!(one.replica.snapshot(), stored);
    assert_eq!(two.replica.snapshot(), stored);
    let text = one.says(line);
    for number in 0..20 {
        for word in [format!(" d{number}."), format!(" b{number}.")] {
            assert_eq!(text.matches(&word).count(), 1, "{word} in {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_type_into_one_line_on_sqlite() {
    two_people_type_into_one_line(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_type_into_one_line_on_postgres() {
    two_people_type_into_one_line(Database::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_plain_form_saved_appears_in_open_editors_at_once() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, mut ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let mut editor = house.editor(&dana, posting, 101).await;
    let started = Instant::now();
    let mut was = company.line_text.clone();
    // Found by the sweep alone, each of them would take a second.
    for round in 0..6 {
        let text = format!("By plain form {round}.");
        let (posting, line) = (posting.to_string(), line.to_string());
        let fields = [("posting", &*posting), ("line", &*line), ("was_text", &*was), ("text", &*text)];
        assert_eq!(ben.call("edit_line", &fields).await.status, 200);
        editor.reads(&company.line, &text).await;
        was = text;
    }
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
    editor.types(line, " And by a socket.").await;
    editor.is_saved().await;
    let stored = house.stored_draft(posting).await.snapshot();
    assert_eq!(stored.line(line).unwrap().1.text, "By plain form 5. And by a socket.");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_watch_and_are_seen_but_write_nothing() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, vera) = (house.signed_in(DANA).await, house.signed_in(VERA).await);
    let mut writer = house.editor(&dana, posting, 101).await;
    let mut reader = house.editor(&vera, posting, 102).await;
    let sentence = "Only hiring managers of this team can do this.";
    assert_eq!(reader.welcome.access, Access::Read(sentence.to_owned()));
    assert_eq!(reader.welcome.people[0].name, DANA.name);
    let seen = writer.line.until(|message| match message {
        ToBrowser::Present(person) => Some(person.name),
        _ => None,
    });
    assert_eq!(seen.await, VERA.name);
    writer.types(line, " Watch this.").await;
    reader.reads(line, "Watch this.").await;
    reader.types(line, " Me too.").await;
    assert_eq!(reader.rejection().await, (1, sentence.to_owned()));
    assert_eq!(reader.line.end().await, 1012);
    assert!(!house.stored_draft(posting).await.snapshot().line(line).unwrap().1.text.contains("Me too"));
    let left = writer.line.until(|message| match message {
        ToBrowser::Left(seat) => Some(seat),
        _ => None,
    });
    assert_eq!(left.await, reader.welcome.seat);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_it_is_closed_everybody_may_watch_and_nobody_write() {
    let company = Company::on(Database::Sqlite).await;
    let posting = company.closed.id;
    for (number, person) in [(101, HUGO), (102, DANA)] {
        let browser = company.house.signed_in(person).await;
        let mut editor = company.house.editor(&browser, posting, number).await;
        let Access::Read(sentence) = editor.welcome.access.clone() else { panic!("{} may write", person.name) };
        let line = editor.replica.snapshot().lines().next().unwrap().1.id.clone();
        editor.types(&line, " More.").await;
        assert_eq!(editor.rejection().await, (1, sentence));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_somebody_works_is_shown_to_the_others_and_the_shelf_to_whoever_asks() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let (mut one, mut two) = (house.editor(&dana, posting, 101).await, house.editor(&ben, posting, 102).await);
    let here = Whereabouts { field: Field::Line(company.line.clone()), from: 1, to: 4 };
    one.line.say(&ToServer::Here(Some(here.clone()))).await;
    let seen = two.line.until(|message| match message {
        ToBrowser::Present(person) => person.whereabouts,
        _ => None,
    });
    assert_eq!(seen.await, here);
    one.line.say(&ToServer::Beat).await;
    one.line.until(|message| (message == ToBrowser::Beat).then_some(())).await;
    one.line.say(&ToServer::AskShelf).await;
    let shelf = one.line.until(|message| match message {
        ToBrowser::Shelf(items, _) => Some(items),
        _ => None,
    });
    let shelf = shelf.await;
    assert!(shelf.iter().any(|item| item.id == company.offered_item.id), "what was published can be inserted");
    assert!(shelf.iter().all(|item| item.id != company.draft_item.id && item.id != company.deprecated_item.id));
    let source = ItemRef { item: company.deprecated_item.id, version: 1 };
    one.line.say(&ToServer::AskCredit(source)).await;
    let credit = one.line.until(|message| match message {
        ToBrowser::Credit { source, slug, words } => Some((source, slug, words)),
        _ => None,
    });
    let (about, slug, words) = credit.await;
    assert_eq!((about, slug), (source, company.deprecated_item.slug.clone()), "what is out of use is named, too");
    assert!(words.ends_with(", version 1 by Ada Lind"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_sent_again_after_a_broken_connection_is_there_once() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let dana = house.signed_in(DANA).await;
    let mut first = house.editor(&dana, posting, 101).await;
    let before = first.says(line);
    first.types(line, " Once.").await;
    first.is_saved().await;
    let known = Draft::load(first.client, &first.welcome.update).unwrap().state_vector();
    let again = first.replica.changes_since(&known).unwrap();
    drop(first);
    let mut second = house.editor(&dana, posting, 101).await;
    second.pushes(again).await;
    second.is_saved().await;
    assert_eq!(house.stored_draft(posting).await.snapshot().line(line).unwrap().1.text, format!("{before} Once."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_never_reads_stops_nobody() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.draft.id);
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let mut deaf = house.slow_editor(&ben, posting, 102).await;
    let mut editor = house.editor(&dana, posting, 101).await;
    // Enough to fill what the system itself keeps for a connection, and then the outbox.
    let mut slowest = Duration::ZERO;
    let mut has_left = false;
    for round in 0..500 {
        let text: String = (0..1_500).map(|word| format!("{} ", round * 7_919 + word * 31)).collect();
        let started = Instant::now();
        editor.does(&Operation::SetText { id: company.line.clone(), text }).await;
        while !editor.all_is_saved() {
            has_left |= editor.read().await == ToBrowser::Left(deaf.welcome.seat);
        }
        slowest = slowest.max(started.elapsed());
        if has_left {
            break;
        }
        // As fast as anybody may write.
        sleep(Duration::from_millis(20)).await;
    }
    assert!(has_left, "who does not read is sent away");
    assert!(slowest < Duration::from_secs(5), "{slowest:?}");
    assert!([close::AGAIN, 0].contains(&deaf.line.end().await));
}
