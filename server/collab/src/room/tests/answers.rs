//! When a push is answered, and how.

use domain::{
    document::Operation,
    posting::FactKey,
    protocol::{Access, ToBrowser, close},
};
use services::SeatStanding;

use super::base::{Tab, Table, actor};

const DANA: u128 = 1;
const BEN: u128 = 2;

fn two() -> (Table, Tab, Tab) {
    let mut table = Table::set();
    let (mut dana, mut ben) = (table.tab(DANA), table.tab(BEN));
    table.read(&mut dana);
    table.read(&mut ben);
    (table, dana, ben)
}

fn is_quiet(heard: &[ToBrowser]) -> bool {
    heard.is_empty()
}

#[test]
fn nobody_hears_of_a_push_before_it_is_committed() {
    let (mut table, mut dana, mut ben) = two();
    table.types(&mut dana, " Butter.");
    assert!(is_quiet(&table.read(&mut dana)) && is_quiet(&table.read(&mut ben)));
    table.work();
    assert_eq!(table.read(&mut dana), [ToBrowser::Ack { number: 1, seq: 1 }]);
    assert!(matches!(table.read(&mut ben)[..], [ToBrowser::Remote { seq: 1, .. }]));
    assert_eq!(ben.says(), "Bread. Butter.");
}

#[test]
fn what_comes_during_a_commit_goes_together_in_the_next() {
    let (mut table, mut dana, mut ben) = two();
    table.types(&mut dana, " One.");
    for word in [" Two.", " Three.", " Four."] {
        table.types(&mut dana, word);
        table.types(&mut ben, word);
    }
    table.step();
    assert_eq!(table.read(&mut dana), [ToBrowser::Ack { number: 1, seq: 1 }]);
    table.step();
    assert!(table.job.is_none(), "two commits were enough");
    let last = table.read(&mut dana);
    assert!(last.contains(&ToBrowser::Ack { number: 4, seq: 7 }), "{last:?}");
    table.read(&mut ben);
    assert!(dana.is_saved() && ben.is_saved());
    assert_eq!((dana.says(), ben.says()), (table.base.says(), table.base.says()));
}

#[test]
fn when_another_node_was_faster_the_room_catches_up_and_tries_again() {
    let (mut table, mut dana, mut ben) = two();
    table.base.write_elsewhere(50, " Elsewhere.");
    table.types(&mut dana, " Here.");
    table.types(&mut ben, " There.");
    table.work();
    table.read(&mut dana);
    table.read(&mut ben);
    assert!(dana.is_saved() && ben.is_saved());
    assert_eq!(table.base.seq, 3, "each stored once");
    assert_eq!((dana.says(), ben.says()), (table.base.says(), table.base.says()));
    for word in ["Elsewhere", "Here", "There"] {
        assert_eq!(table.base.says().matches(word).count(), 1, "{}", table.base.says());
    }
}

#[test]
fn a_sweep_brings_what_others_committed() {
    let (mut table, mut dana, _) = two();
    table.base.write_elsewhere(50, " Elsewhere.");
    table.sweep();
    assert!(matches!(table.read(&mut dana)[..], [ToBrowser::Remote { seq: 1, .. }]));
    assert_eq!(dana.says(), "Bread. Elsewhere.");
    table.sweep();
    assert!(is_quiet(&table.read(&mut dana)), "nothing new, nothing said");
}

#[test]
fn a_room_whose_updates_were_folded_meanwhile_loads_the_draft_anew() {
    let (mut table, mut one, mut other) = two();
    for number in 0..3 {
        table.base.write_elsewhere(50 + number, " Elsewhere.");
    }
    table.base.fold();
    table.sweep();
    for tab in [&mut one, &mut other] {
        table.read(tab);
        assert_eq!(tab.says(), table.base.says());
    }
    table.types(&mut one, " And on.");
    table.work();
    table.read(&mut one);
    table.read(&mut other);
    assert!(one.is_saved());
    assert_eq!(other.says(), "Bread. Elsewhere. Elsewhere. Elsewhere. And on.");
}

#[test]
fn while_the_database_is_away_nothing_is_acknowledged_and_later_everything_is() {
    let (mut table, mut dana, mut ben) = two();
    table.base.is_away = true;
    table.types(&mut dana, " One.");
    table.work();
    table.types(&mut dana, " Two.");
    table.types(&mut ben, " Three.");
    table.work();
    assert!(is_quiet(&table.read(&mut dana)) && is_quiet(&table.read(&mut ben)));
    assert!(dana.outbox.take().is_none(), "she stays");
    table.base.is_away = false;
    table.sweep();
    table.read(&mut dana);
    table.read(&mut ben);
    assert!(dana.is_saved() && ben.is_saved());
    assert_eq!((dana.says(), ben.says()), (table.base.says(), table.base.says()));
}

#[test]
fn a_commit_whose_answer_got_lost_does_not_count_twice() {
    let (mut table, mut dana, mut ben) = two();
    table.base.loses_answers = true;
    table.types(&mut dana, " Once.");
    table.work();
    assert!(is_quiet(&table.read(&mut dana)));
    table.base.loses_answers = false;
    table.sweep();
    table.read(&mut dana);
    table.read(&mut ben);
    assert!(dana.is_saved());
    assert_eq!((table.base.seq, ben.says().as_str()), (1, "Bread. Once."));
}

#[test]
fn what_is_sent_again_after_a_break_is_acknowledged_and_stored_once() {
    let (mut table, mut dana, _) = two();
    table.types(&mut dana, " One.");
    table.types(&mut dana, " Two.");
    table.reconnect(&mut dana);
    table.work();
    let heard = table.read(&mut dana);
    assert!(matches!(heard[..], [ToBrowser::Welcome(_), ToBrowser::Ack { number: 2, seq: 2 }]), "{heard:?}");
    assert_eq!((table.base.seq, table.base.says().as_str()), (2, "Bread. One. Two."));
    assert!(dana.is_saved());
}

#[test]
fn a_refusal_by_the_database_is_told_in_words_and_the_others_go_on() {
    let (mut table, mut dana, mut ben) = two();
    table.base.may_not_write.push(actor(BEN).id);
    table.types(&mut dana, " One.");
    table.types(&mut ben, " No.");
    table.types(&mut dana, " Two.");
    table.types(&mut ben, " Never.");
    table.work();
    table.read(&mut dana);
    table.read(&mut ben);
    assert!(dana.is_saved());
    let sentence = "Only hiring managers of this team can do this.".to_owned();
    assert_eq!(ben.rejected, Some((1, sentence)));
    assert_eq!(ben.closed(), Some(close::AGAIN));
    assert_eq!((table.base.says().as_str(), dana.says().as_str()), ("Bread. One. Two.", "Bread. One. Two."));
    table.types(&mut dana, " Three.");
    table.work();
    table.read(&mut dana);
    assert!(dana.is_saved(), "the room goes on");
}

#[test]
fn what_may_not_be_let_in_is_rejected_after_what_came_before_it_is_answered() {
    let (mut table, mut dana, mut ben) = two();
    table.types(&mut dana, " Good.");
    table.push(&mut dana, b"rubbish".to_vec());
    table.types(&mut dana, " Built on it.");
    table.work();
    let heard = table.read(&mut dana);
    assert!(matches!(heard[..], [ToBrowser::Ack { number: 1, .. }, ToBrowser::Reject { number: 2, .. }]), "{heard:?}");
    assert_eq!(dana.closed(), Some(close::AGAIN));
    let heard = table.read(&mut ben);
    assert!(matches!(heard[..], [ToBrowser::Remote { .. }, ToBrowser::Left(_)]), "{heard:?}");
    assert_eq!(table.base.says(), "Bread. Good.");
}

#[test]
fn nobody_writes_in_the_name_of_the_server() {
    let (mut table, mut dana, _) = two();
    let mut forged = domain::document::Draft::load(services::SERVER, &table.base.draft.encode()).unwrap();
    let title = Operation::SetFact { key: FactKey::Title, value: "Baker".to_owned() };
    let update = forged.apply(&title, 9).unwrap();
    table.push(&mut dana, update);
    table.work();
    table.read(&mut dana);
    assert!(dana.rejected.is_some() && table.base.seq == 0);
}

#[test]
fn a_reader_sees_everything_and_writes_nothing() {
    let (mut table, mut dana, mut vera) = two();
    let sentence = "It is in review.".to_owned();
    let access = Access::Read(sentence.clone());
    table.stands(&vera, SeatStanding::Here { actor: actor(BEN), access: access.clone() });
    assert_eq!(table.read(&mut vera), [ToBrowser::Access(access.clone())]);
    table.stands(&vera, SeatStanding::Here { actor: actor(BEN), access });
    assert!(is_quiet(&table.read(&mut vera)), "told once");
    table.types(&mut dana, " Butter.");
    table.work();
    table.read(&mut vera);
    assert_eq!(vera.says(), "Bread. Butter.");
    table.types(&mut vera, " Jam.");
    table.work();
    table.read(&mut vera);
    assert_eq!(vera.rejected, Some((1, sentence)));
    assert_eq!(table.base.says(), "Bread. Butter.");
}

#[test]
fn a_draft_that_was_started_over_sends_everybody_to_open_it_anew() {
    let (mut table, mut dana, _) = two();
    table.types(&mut dana, " Old.");
    (table.base.epoch, table.base.seq) = (2, 1);
    table.work();
    let heard = table.read(&mut dana);
    assert!(matches!(heard[..], [ToBrowser::Reset { epoch: 2, .. }]), "{heard:?}");
    assert_eq!(dana.closed(), Some(close::AGAIN));
    let mut again = table.tab(DANA);
    table.work();
    assert!(matches!(&table.read(&mut again)[..], [ToBrowser::Welcome(welcome)] if welcome.epoch == 2));
}
