//! Coming, going, and being seen.

use std::time::Duration;

use domain::{
    document::Field,
    protocol::{Access, ToBrowser, Whereabouts, close},
};
use services::SeatStanding;

use super::base::{Table, here, line};
use crate::room::Message;

fn whereabouts(heard: &[ToBrowser]) -> Vec<u32> {
    let from = |message: &ToBrowser| match message {
        ToBrowser::Present(person) => person.whereabouts.as_ref().map(|here| here.from),
        _ => None,
    };
    heard.iter().filter_map(from).collect()
}

#[test]
fn a_newcomer_during_a_commit_sees_only_what_is_committed() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.types(&mut dana, " Butter.");
    let mut ben = table.tab(2);
    table.types(&mut dana, " Jam.");
    assert!(table.read(&mut ben).is_empty(), "he waits");
    table.step();
    let heard = table.read(&mut ben);
    let [ToBrowser::Welcome(welcome)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!((welcome.seq, welcome.people.len(), ben.says().as_str()), (1, 1, "Bread. Butter."));
    table.work();
    table.read(&mut ben);
    assert_eq!(ben.says(), "Bread. Butter. Jam.");
}

#[test]
fn a_newcomer_is_shown_nothing_older_than_their_page() {
    let mut table = Table::set();
    let _dana = table.tab(1);
    table.base.write_elsewhere(50, " Elsewhere.");
    let mut ben = table.tab(2);
    assert!(table.read(&mut ben).is_empty(), "the room catches up first");
    table.work();
    let heard = table.read(&mut ben);
    assert!(matches!(&heard[..], [ToBrowser::Welcome(welcome)] if welcome.seq == 1), "{heard:?}");
}

#[test]
fn a_newcomer_is_shown_no_draft_that_was_started_over() {
    let mut table = Table::set();
    (table.base.epoch, table.base.seq) = (2, 1);
    let mut ben = table.tab(2);
    table.work();
    let heard = table.read(&mut ben);
    assert!(matches!(&heard[..], [ToBrowser::Welcome(welcome)] if welcome.epoch == 2), "{heard:?}");
}

#[test]
fn people_are_introduced_and_missed() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.read(&mut dana);
    let mut ben = table.tab(2);
    let [ToBrowser::Present(person)] = &table.read(&mut dana)[..] else { panic!("she hears of him") };
    assert_eq!((person.seat, person.name.as_str()), (ben.seat, "Person 2"));
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut ben)[..] else { panic!("he is let in") };
    assert_eq!(welcome.people.len(), 1);
    table.tell(Message::Leave(ben.seat));
    assert_eq!(table.read(&mut dana), [ToBrowser::Left(ben.seat)]);
}

#[test]
fn two_tabs_of_one_person_are_two_seats_and_converge() {
    let mut table = Table::set();
    let (mut one, mut two) = (table.tab(1), table.tab(1));
    for (first, second) in [(" a", " b"), (" c", " d")] {
        table.types(&mut one, first);
        table.types(&mut two, second);
        table.work();
        table.read(&mut one);
        table.read(&mut two);
    }
    assert!(one.is_saved() && two.is_saved());
    assert_eq!((one.says(), two.says()), (table.base.says(), table.base.says()));
}

#[test]
fn where_somebody_works_is_told_at_most_ten_times_a_second_and_the_latest_wins() {
    let mut table = Table::set();
    let (dana, mut ben) = (table.tab(1), table.tab(2));
    table.read(&mut ben);
    let mut heard = Vec::new();
    for step in 0..100 {
        table.tell(here(&dana, step));
        heard.extend(whereabouts(&table.read(&mut ben)));
        table.wait(Duration::from_millis(10));
    }
    assert!((9..=11).contains(&heard.len()), "{heard:?}");
    assert!(heard.is_sorted(), "{heard:?}");
    table.tell(here(&dana, 100));
    table.tell(here(&dana, 101));
    let due = table.room.wakes_at().unwrap();
    assert!(due <= table.now + Duration::from_millis(100));
    table.wait(Duration::from_millis(100));
    heard.extend(whereabouts(&table.read(&mut ben)));
    assert_eq!(heard.last(), Some(&101), "the last place is told in the end");
    table.wait(Duration::from_secs(1));
    assert!(table.read(&mut ben).is_empty());
}

#[test]
fn a_newcomer_sees_where_people_work() {
    let mut table = Table::set();
    let dana = table.tab(1);
    table.tell(here(&dana, 4));
    let mut ben = table.tab(2);
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut ben)[..] else { panic!("he is let in") };
    assert_eq!(welcome.people[0].whereabouts, Some(Whereabouts { field: Field::Line(line()), from: 4, to: 4 }));
}

#[test]
fn who_does_not_read_is_sent_away_and_the_others_notice_nothing_else() {
    let mut table = Table::set();
    let (mut dana, mut ben, deaf) = (table.tab(1), table.tab(2), table.tab(3));
    table.read(&mut ben);
    for _ in 0..300 {
        table.types(&mut dana, ".");
        table.work();
        table.read(&mut dana);
        table.read(&mut ben);
    }
    assert_eq!(deaf.closed(), Some(close::AGAIN));
    assert!(dana.is_saved() && table.base.seq == 300);
    assert_eq!(ben.says(), dana.says());
    let mut ada = table.tab(4);
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut ada)[..] else { panic!("she is let in") };
    assert_eq!(welcome.people.len(), 2, "the deaf one has left");
}

#[test]
fn the_sweep_sends_away_whose_session_is_over_and_who_may_not_read() {
    let mut table = Table::set();
    let (mut dana, mut ben) = (table.tab(1), table.tab(2));
    table.types(&mut ben, " Mine.");
    table.stands(&dana, SeatStanding::Gone);
    table.stands(&ben, SeatStanding::Hidden);
    table.read(&mut dana);
    table.read(&mut ben);
    assert_eq!((dana.closed(), ben.closed()), (Some(close::SIGNED_OUT), Some(close::HIDDEN)));
}

#[test]
fn the_sweep_reaches_those_who_still_wait_at_the_door() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.types(&mut dana, " Butter.");
    let (ben, mut vera) = (table.tab(2), table.tab(3));
    table.stands(&ben, SeatStanding::Gone);
    let access = Access::Read("It is in review.".to_owned());
    table.stands(&vera, SeatStanding::Here { actor: super::base::actor(3), access: access.clone() });
    table.work();
    assert_eq!(ben.closed(), Some(close::SIGNED_OUT));
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut vera)[..] else { panic!("she is let in") };
    assert_eq!(welcome.access, access);
}

#[test]
fn what_somebody_sent_before_they_left_is_kept() {
    let mut table = Table::set();
    let (mut dana, mut ben) = (table.tab(1), table.tab(2));
    table.base.write_elsewhere(50, " Elsewhere.");
    table.types(&mut dana, " Bye.");
    table.tell(Message::Leave(dana.seat));
    table.work();
    table.read(&mut ben);
    assert!(ben.says().contains("Bye") && table.base.says().contains("Bye"), "{}", table.base.says());
}

#[test]
fn the_same_tab_on_a_new_connection_takes_the_place_of_the_old_one() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    let old = dana.outbox.clone();
    table.read(&mut dana);
    (dana.seat, dana.outbox) = (domain::protocol::SeatId(99), crate::Outbox::default());
    table.open(&mut dana, Access::Edit);
    assert_eq!(old.take(), Some(crate::Outgoing::Close(close::AGAIN)));
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut dana)[..] else { panic!("she is let in") };
    assert!(welcome.people.is_empty());

    let mut thief = table.tab(2);
    table.read(&mut thief);
    (thief.seat, thief.outbox, thief.client) = (domain::protocol::SeatId(98), crate::Outbox::default(), dana.client);
    table.open(&mut thief, Access::Edit);
    assert_eq!(thief.closed(), Some(close::MALFORMED), "nobody writes under somebody else's id");
    assert!(dana.closed().is_none());
}

#[test]
fn while_the_database_is_away_a_room_does_not_grow_without_end() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.read(&mut dana);
    table.base.is_away = true;
    table.types(&mut dana, ".");
    table.work();
    let update = vec![0; 60_000];
    let pushed = (0..200).take_while(|_| {
        table.push(&mut dana, update.clone());
        !dana.outbox.is_closed()
    });
    assert!((60..80).contains(&pushed.count()));
    assert_eq!(dana.closed(), Some(close::TOO_MUCH));
}

#[test]
fn an_empty_room_is_kept_for_a_minute_and_a_stop_waits_for_the_commit() {
    let mut table = Table::set();
    let dana = table.tab(1);
    table.wait(Duration::from_secs(600));
    assert!(!table.room.is_over(table.now), "she is here");
    table.tell(Message::Leave(dana.seat));
    table.wait(Duration::from_secs(59));
    assert!(!table.room.is_over(table.now));
    table.wait(Duration::from_secs(2));
    assert!(table.room.is_over(table.now));

    let mut ben = table.tab(2);
    table.read(&mut ben);
    table.types(&mut ben, " Last.");
    table.types(&mut ben, " Later.");
    table.tell(Message::Stop);
    assert!(!table.room.is_over(table.now));
    table.work();
    assert!(table.room.is_over(table.now));
    assert_eq!(table.read(&mut ben), [ToBrowser::Ack { number: 1, seq: 1 }]);
    assert_eq!((ben.unanswered.len(), table.base.says().as_str()), (1, "Bread. Last."));
    drop(table);
    assert_eq!(ben.closed(), Some(close::AGAIN));
}

#[tokio::test]
async fn when_a_room_panics_everybody_in_it_is_told_to_come_back() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.read(&mut dana);
    let outbox = dana.outbox.clone();
    let broken = tokio::spawn(async move {
        let _table = table;
        panic!("a defect in a room");
    });
    assert!(broken.await.unwrap_err().is_panic());
    assert_eq!(outbox.next().await, crate::Outgoing::Close(close::AGAIN));
}

#[test]
fn a_full_room_tells_many_edits_at_a_time_and_a_small_one_tells_each_at_once() {
    for (people, frames) in [(4, 10), (40, 6)] {
        let mut table = Table::set();
        let mut tabs: Vec<_> = (1..=people).map(|who| table.tab(who)).collect();
        for tab in &mut tabs {
            table.read(tab);
        }
        let mut heard = 0;
        for number in 0..10 {
            table.types(&mut tabs[number % 3], " Jam.");
            table.wait(Duration::from_micros(2_500));
            table.work();
            heard += remotes(&table.read(tabs.last_mut().unwrap()));
        }
        table.wait(Duration::from_millis(25));
        table.work();
        heard += remotes(&table.read(tabs.last_mut().unwrap()));
        assert_eq!(heard, frames, "{people} people");
        assert_eq!(table.base.seq, 10, "nothing is left over");
        assert!(table.room.look(table.now).is_some());
        assert!(table.room.wakes_at().is_none(), "nobody waits for anything");
    }
}

fn remotes(heard: &[ToBrowser]) -> usize {
    heard.iter().filter(|message| matches!(message, ToBrowser::Remote { .. })).count()
}
