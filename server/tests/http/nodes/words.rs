//! What is written at one node is read at the others.

use std::time::Duration;

use scenarios::cast::{BEN, DANA};
use tokio::time::{Instant, sleep};

use super::{hang_up_on_listeners, passes, two_nodes};

/// The promise while nobody is told; a busy test machine may take a little longer.
const FOUND_WITHIN: Duration = Duration::from_secs(3);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_go_from_node_to_node_at_once_and_both_ways() {
    let (company, second) = two_nodes().await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let (mut here, mut there) = (house.editor(&dana, posting, 101).await, second.editor(&ben, posting, 102).await);
    let started = Instant::now();
    // Found by the sweep alone, each of them would take half a second.
    for round in 0..12 {
        passes(&mut here, &mut there, line, &format!(" d{round}.")).await;
        passes(&mut there, &mut here, line, &format!(" b{round}.")).await;
    }
    assert!(started.elapsed() < Duration::from_secs(6), "{:?}", started.elapsed());
    here.is_saved().await;
    there.is_saved().await;
    let stored = house.stored_draft(posting).await.snapshot();
    assert_eq!((here.replica.snapshot(), there.replica.snapshot()), (stored.clone(), stored));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_write_at_the_same_time_end_with_the_same_draft() {
    let (company, second) = two_nodes().await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let (mut here, mut there) = (house.editor(&dana, posting, 101).await, second.editor(&ben, posting, 102).await);
    for round in 0..30 {
        here.types(line, &format!(" d{round}.")).await;
        there.types(line, &format!(" b{round}.")).await;
    }
    here.is_saved().await;
    there.is_saved().await;
    here.reads(line, " b29.").await;
    there.reads(line, " d29.").await;
    let text = here.says(line);
    assert_eq!(text, there.says(line));
    for word in (0..30).flat_map(|round| [format!(" d{round}."), format!(" b{round}.")]) {
        assert_eq!(text.matches(&word).count(), 1, "{word} in {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_plain_form_saved_appears_at_the_other_node_at_once() {
    let (company, second) = two_nodes().await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, mut ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let mut editor = house.editor(&dana, posting, 101).await;
    let started = Instant::now();
    let mut was = company.line_text.clone();
    for round in 0..6 {
        let text = format!("By plain form {round}.");
        let (posting, line) = (posting.to_string(), line.to_string());
        let fields = [("posting", &*posting), ("line", &*line), ("was_text", &*was), ("text", &*text)];
        assert_eq!(ben.call("edit_line", &fields).await.status, 200);
        editor.reads(&company.line, &text).await;
        was = text;
    }
    assert!(started.elapsed() < Duration::from_secs(4), "{:?}", started.elapsed());
}

/// Nobody is told for a while: the sweep finds it, and then they listen again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_no_node_hears_the_others_nothing_is_missing_and_nothing_is_late() {
    let (company, second) = two_nodes().await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, ben) = (house.signed_in(DANA).await, second.signed_in(BEN).await);
    let (mut here, mut there) = (house.editor(&dana, posting, 101).await, second.editor(&ben, posting, 102).await);
    let mut slowest = Duration::ZERO;
    for round in 0..12 {
        if round % 3 == 0 {
            assert_eq!(hang_up_on_listeners(house).await, 2, "both listen, or the test tests nothing");
        }
        slowest = slowest.max(passes(&mut here, &mut there, line, &format!(" d{round}.")).await);
        slowest = slowest.max(passes(&mut there, &mut here, line, &format!(" b{round}.")).await);
        // Time to listen again before it is cut off once more.
        sleep(Duration::from_millis(700)).await;
    }
    assert!(slowest < FOUND_WITHIN, "{slowest:?}");
    let started = Instant::now();
    for round in 12..20 {
        passes(&mut here, &mut there, line, &format!(" d{round}.")).await;
    }
    assert!(started.elapsed() < Duration::from_secs(3), "they hear each other again: {:?}", started.elapsed());
    here.is_saved().await;
    assert_eq!(house.stored_draft(posting).await.snapshot(), there.replica.snapshot());
}
