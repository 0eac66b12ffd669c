//! The storm notices mistakes: with each of them planted, some story goes wrong.

use super::{Fault, Plant, Weather, play};

/// The storm has to find a mistake within so many stories.
const STORIES: u64 = 400;

fn notices(plant: Plant, is_expected: fn(&Fault) -> bool) {
    let weather =
        |_: &mut crowd::Dice| Weather { breaks: true, crashes: true, restarts: true, away: false, strict: false };
    let found = (1..=STORIES).find_map(|seed| play(seed, usize::MAX, weather, plant).err());
    let (fault, _) = found.unwrap_or_else(|| panic!("{plant:?} went unnoticed"));
    assert!(is_expected(&fault), "{plant:?} was noticed as {fault:?}");
}

#[test]
fn a_page_that_does_not_send_again_is_noticed() {
    notices(Plant::ForgetsUnsent, |fault| matches!(fault, Fault::Diverged(_) | Fault::Lost(_) | Fault::Refused(_)));
}

#[test]
fn a_page_that_writes_anew_instead_of_sending_again_is_noticed() {
    notices(Plant::WritesAnew, |fault| matches!(fault, Fault::Doubled(_)));
}

#[test]
fn a_page_that_sends_before_it_keeps_is_noticed() {
    notices(Plant::KeepsLate, |fault| matches!(fault, Fault::Lost(_)));
}

#[test]
fn a_move_by_copy_is_noticed() {
    notices(Plant::MovesByCopy, |fault| matches!(fault, Fault::Doubled(_)));
}

#[test]
fn two_pages_under_one_client_id_are_noticed() {
    notices(Plant::SharesClient, |fault| {
        matches!(fault, Fault::Diverged(_) | Fault::Lost(_) | Fault::Refused(_) | Fault::Stuck(_))
    });
}

#[test]
fn a_newcomer_who_is_shown_an_older_draft_is_noticed() {
    notices(Plant::WelcomesStale, |fault| matches!(fault, Fault::Diverged(_)));
}

#[test]
fn an_acknowledgement_before_the_commit_is_noticed() {
    notices(Plant::AcknowledgesUnsaved, |fault| matches!(fault, Fault::AcknowledgedTooSoon(_)));
}

#[test]
fn showing_what_is_not_committed_is_noticed() {
    notices(Plant::ShowsUnsaved, |fault| matches!(fault, Fault::ShownTooSoon(_)));
}

#[test]
fn a_database_that_says_yes_and_does_nothing_is_noticed() {
    notices(Plant::KeepsNothing, |fault| matches!(fault, Fault::AcknowledgedTooSoon(_) | Fault::ShownTooSoon(_)));
}

#[test]
fn two_nodes_that_overwrite_each_other_are_noticed() {
    notices(Plant::TakesStale, |fault| !matches!(fault, Fault::Stuck(_)));
}

#[test]
fn an_update_that_a_node_reads_past_is_noticed() {
    notices(Plant::SkipsRow, |fault| matches!(fault, Fault::Diverged(_) | Fault::Misunderstood(_)));
}
