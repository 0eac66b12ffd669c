//! What writing puts at stake is told in time, to everybody and no oftener than it has to be.

use std::time::Duration;

use domain::{
    document::Field,
    posting::Scope,
    protocol::{Access, ToBrowser},
    review::{Approval, AtStake, Worth},
};
use services::ServiceError;

use super::base::{Tab, Table, actor, here, line};
use crate::room::Message;

const SECOND: Duration = Duration::from_secs(1);

/// Hugo approved the section that everybody writes in here.
fn approved(worth: Worth) -> AtStake {
    let (by, name) = (actor(9).id, "Hugo".to_owned());
    let approvals = vec![Approval { scope: Scope::Narrative, by, name, worth, usually: None }];
    AtStake { approvals, whole_posting: false }
}

const BEFORE: &str = "A change to narrative would void the approval by Hugo.";
const AFTER: &str = "The changes void the approval of narrative by Hugo.";
const ANYWHERE: &str = "Approved: narrative by Hugo. A change voids the approval of what it touches.";

fn told(table: &Table, tab: &mut Tab) -> Vec<String> {
    let sentence = |message| if let ToBrowser::AtStake(sentence) = message { Some(sentence) } else { None };
    table.read(tab).into_iter().filter_map(sentence).collect()
}

/// It is looked at; true if that was wanted.
fn look(table: &mut Table, found: AtStake) -> bool {
    let look = table.room.look(table.now);
    if look.is_some() {
        table.tell(Message::Looked(Ok(found)));
    }
    look.is_some()
}

/// Dana and Ben in a draft that Hugo approved.
fn two() -> (Table, Tab, Tab) {
    let mut table = Table::set();
    assert!(table.room.look(table.now).is_none(), "nobody is here to be told");
    let (mut dana, mut ben) = (table.tab(1), table.tab(2));
    assert!(look(&mut table, approved(Worth::Counts)));
    assert_eq!(
        (told(&table, &mut dana), told(&table, &mut ben)),
        (vec![ANYWHERE.to_owned()], vec![ANYWHERE.to_owned()])
    );
    (table, dana, ben)
}

#[test]
fn before_an_edit_each_is_told_about_the_place_where_they_work() {
    let (mut table, mut dana, mut ben) = two();
    table.tell(here(&dana, 1));
    assert_eq!(told(&table, &mut dana), [BEFORE]);
    table.tell(here(&dana, 2));
    table.tell(Message::Here { seat: dana.seat, whereabouts: None });
    assert!(told(&table, &mut dana).is_empty(), "it is the same place");
    assert!(told(&table, &mut ben).is_empty(), "he works nowhere yet");
    let mut hana = table.tab(3);
    assert_eq!(told(&table, &mut hana), [ANYWHERE], "what is known is told to newcomers at once");
}

#[test]
fn after_an_edit_everybody_is_told_what_it_voids_and_after_undoing_it_no_more() {
    let (mut table, mut dana, mut ben) = two();
    table.tell(here(&dana, 1));
    for (words, worth, hers, his) in
        [(" More.", Worth::Changed, AFTER, AFTER), (" Undone.", Worth::Counts, BEFORE, ANYWHERE)]
    {
        told(&table, &mut dana);
        table.types(&mut dana, words);
        table.work();
        assert!(table.room.look(table.now).is_none(), "more may follow");
        table.wait(SECOND);
        assert!(look(&mut table, approved(worth)));
        assert_eq!((told(&table, &mut dana), told(&table, &mut ben)), (vec![hers.to_owned()], vec![his.to_owned()]));
    }
}

#[test]
fn however_much_is_typed_it_is_looked_at_once_in_a_while_and_in_one_go() {
    let (mut table, mut dana, _ben) = two();
    let mut looks = 0;
    for _ in 0..40 {
        table.types(&mut dana, " a");
        table.work();
        table.wait(Duration::from_millis(100));
        looks += u32::from(look(&mut table, approved(Worth::Changed)));
    }
    assert!((3..=5).contains(&looks), "{looks} in four seconds");
    assert_eq!(told(&table, &mut dana), [AFTER], "and told when it is something else");
}

#[test]
fn what_is_typed_during_a_look_leads_to_another_and_no_two_are_under_way() {
    let (mut table, mut dana, _ben) = two();
    table.types(&mut dana, " a");
    table.work();
    table.wait(SECOND);
    assert!(table.room.look(table.now).is_some());
    table.types(&mut dana, " b");
    table.work();
    table.wait(SECOND);
    assert!(table.room.look(table.now).is_none(), "one is under way");
    table.tell(Message::Looked(Ok(approved(Worth::Changed))));
    assert!(look(&mut table, approved(Worth::Changed)));
    table.wait(SECOND);
    assert!(!look(&mut table, approved(Worth::Changed)), "nothing was typed since");
}

#[test]
fn a_draft_that_nobody_approved_is_looked_at_once_however_much_is_typed() {
    let mut table = Table::set();
    let mut dana = table.tab(1);
    assert!(look(&mut table, AtStake::default()));
    assert_eq!(told(&table, &mut dana), [""], "what an earlier connection told may hold no more");
    for _ in 0..20 {
        table.types(&mut dana, " a");
        table.work();
        table.wait(SECOND);
        assert!(!look(&mut table, AtStake::default()));
    }
    assert!(table.room.wakes_at().is_none(), "nothing is waited for");
    // Until something is decided.
    table.tell(Message::Swept { standings: Vec::new(), head: None, is_rung: true });
    assert!(look(&mut table, approved(Worth::Counts)));
    assert_eq!(told(&table, &mut dana), [ANYWHERE]);
    table.wait(Duration::from_secs(61));
    assert!(look(&mut table, AtStake::default()), "approvals lapse, and bells may stay silent");
}

#[test]
fn what_is_not_committed_yet_is_not_looked_at_here() {
    let (mut table, mut dana, mut ben) = two();
    table.types(&mut dana, " a");
    table.work();
    table.wait(SECOND);
    let look = table.room.look(table.now).unwrap();
    assert_eq!(look.content, Some(table.base.draft.snapshot()));
    table.tell(Message::Looked(Ok(approved(Worth::Changed))));
    table.types(&mut ben, " b");
    table.work();
    table.wait(SECOND);
    table.types(&mut dana, " c");
    let look = table.room.look(table.now).unwrap();
    assert_eq!(look.content, None, "the database is asked what it has");
}

#[test]
fn a_look_that_fails_is_taken_again_and_nothing_wrong_is_said_meanwhile() {
    let (mut table, mut dana, _ben) = two();
    table.types(&mut dana, " a");
    table.work();
    table.wait(SECOND);
    assert!(table.room.look(table.now).is_some());
    table.tell(Message::Looked(Err(ServiceError::Unavailable("away".to_owned()))));
    assert!(told(&table, &mut dana).is_empty());
    table.wait(SECOND);
    assert!(look(&mut table, approved(Worth::Changed)));
    assert_eq!(told(&table, &mut dana), [AFTER]);
}

#[test]
fn whoever_approved_and_may_write_is_told_what_writing_costs() {
    let mut table = Table::set();
    let (mut hugo, mut reader) = (table.tab(9), table.tab(8));
    table.tell(Message::Leave(reader.seat));
    (reader.who, reader.seat) = (9, domain::protocol::SeatId(77));
    reader.outbox = crate::Outbox::default();
    table.open(&mut reader, Access::Read("No.".to_owned()));
    look(&mut table, approved(Worth::Counts));
    assert!(told(&table, &mut hugo)[0].contains("your own approval"));
    assert_eq!(told(&table, &mut reader), [ANYWHERE]);
    assert_eq!(table.base.draft.scope_of(&Field::Line(line())), Some(Scope::Narrative));
}
