//! How much later words are read at another node than at the same one. Not a test: run it by name.

use std::time::Duration;

use scenarios::cast::{BEN, DANA, VERA};
use tokio::time::sleep;

use super::{passes, two_nodes};

const ROUNDS: usize = 1_000;

fn percentile(times: &mut [Duration], share: usize) -> f64 {
    times.sort_unstable();
    times[(times.len() - 1) * share / 100].as_secs_f64() * 1_000.0
}

#[ignore = "measures; see docs/performance.md"]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_to_the_same_node_and_to_another_one() {
    let (company, second) = two_nodes().await;
    let (house, posting, line) = (&company.house, company.draft.id, &company.line);
    let (dana, ben, vera) = (house.signed_in(DANA).await, house.signed_in(BEN).await, second.signed_in(VERA).await);
    let mut from = house.editor(&dana, posting, 101).await;
    let (mut same, mut other) = (house.editor(&ben, posting, 102).await, second.editor(&vera, posting, 103).await);
    let (mut near, mut far) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let words = format!(" {round}.");
        let text = if round % 100 == 0 { "Anew.".to_owned() } else { from.says(line) } + &words;
        let set = domain::document::Operation::SetText { id: line.clone(), text };
        let started = tokio::time::Instant::now();
        from.does(&set).await;
        let arrival = async |editor: &mut crate::support::Editor| {
            editor.reads(line, &words).await;
            started.elapsed()
        };
        let (here, there) = tokio::join!(arrival(&mut same), arrival(&mut other));
        near.push(here);
        far.push(there);
        from.is_saved().await;
        sleep(Duration::from_millis(20)).await;
    }
    let mut added: Vec<Duration> = far.iter().zip(&near).map(|(far, near)| far.saturating_sub(*near)).collect();
    println!("{ROUNDS} edits, ms            p50     p99");
    for (name, times) in [("same node", &mut near), ("other node", &mut far), ("added", &mut added)] {
        println!("{name:<20} {:>7.2} {:>7.2}", percentile(times, 50), percentile(times, 99));
    }
    passes(&mut from, &mut other, line, " The end.").await;
}
