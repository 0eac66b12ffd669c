//! What a room hears of other nodes.

use domain::{
    document::Field,
    protocol::{Person, SeatId, ToBrowser, Whereabouts},
};

use super::base::{Table, actor, line};
use crate::room::Message;

fn somebody(seat: u64, who: u128, from: Option<u32>) -> Person {
    let (actor, whereabouts) =
        (actor(who), from.map(|from| Whereabouts { field: Field::Line(line()), from, to: from }));
    Person { seat: SeatId(seat), user: actor.id, name: actor.display_name, whereabouts }
}

#[test]
fn people_at_other_nodes_come_move_and_leave_and_newcomers_see_them() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.read(&mut dana);
    let (ben, vera) = (somebody(1 << 40, 2, None), somebody(1 << 41, 3, Some(4)));
    table.tell(Message::Elsewhere(vec![ben.clone(), vera.clone()]));
    assert_eq!(table.read(&mut dana), [ToBrowser::Present(ben.clone()), ToBrowser::Present(vera.clone())]);
    table.tell(Message::Elsewhere(vec![vera.clone(), ben.clone()]));
    assert!(table.read(&mut dana).is_empty(), "nothing is new");

    let moved = somebody(1 << 41, 3, Some(7));
    table.tell(Message::Elsewhere(vec![moved.clone()]));
    assert_eq!(table.read(&mut dana), [ToBrowser::Left(ben.seat), ToBrowser::Present(moved.clone())]);
    let mut hugo = table.tab(4);
    let [ToBrowser::Welcome(welcome)] = &table.read(&mut hugo)[..] else { panic!("he is let in") };
    assert_eq!(welcome.people.len(), 2, "Dana here and Vera there");
    assert!(welcome.people.contains(&moved));

    table.read(&mut dana);
    table.tell(Message::Elsewhere(Vec::new()));
    assert_eq!(table.read(&mut dana), [ToBrowser::Left(vera.seat)]);
}

#[test]
fn what_another_node_committed_is_fetched_when_it_is_heard_of() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.base.write_elsewhere(50, " Elsewhere.");
    table.tell(Message::Rung);
    table.work();
    table.read(&mut dana);
    assert_eq!(dana.says(), "Bread. Elsewhere.");
    table.tell(Message::Rung);
    table.work();
    assert!(table.read(&mut dana).is_empty(), "it knew that already");
}

/// What was read may be older than the notice.
#[test]
fn whoever_hears_of_more_while_something_is_read_or_committed_looks_once_more() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.base.write_elsewhere(50, " One.");
    table.tell(Message::Rung);
    let read = table.base.perform(table.job.take().unwrap());
    table.base.write_elsewhere(51, " Two.");
    table.tell(Message::Rung);
    table.tell(Message::Done(read));
    table.work();
    table.read(&mut dana);
    assert_eq!(dana.says(), "Bread. One. Two.");

    table.types(&mut dana, " Mine.");
    let committed = table.base.perform(table.job.take().unwrap());
    table.base.write_elsewhere(52, " Three.");
    table.tell(Message::Rung);
    table.tell(Message::Done(committed));
    table.work();
    table.read(&mut dana);
    assert_eq!(dana.says(), "Bread. One. Two. Mine. Three.");
    assert!(dana.is_saved());
}

/// Only the sweep asks who may still write.
#[test]
fn while_the_database_is_away_a_notice_does_not_bring_it_back() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    table.base.is_away = true;
    table.types(&mut dana, " Butter.");
    table.work();
    table.base.is_away = false;
    table.tell(Message::Rung);
    assert!(!table.step(), "it waits for the sweep");
    table.sweep();
    table.read(&mut dana);
    assert!(dana.is_saved());
}
