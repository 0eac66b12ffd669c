//! A posting in review with as much to read as anybody will ever have: 150 lines, about 50 of which somebody talks.

use domain::{posting::SectionKind, threads::Place};
use services::{Result, Services, ThreadForm};

use crate::{
    Cast,
    postings::{Made, a_posting},
};

const LINES: usize = 150;
const THREADS: usize = 50;

/// Written and submitted by Dana, talked about by Hugo.
///
/// # Errors
/// What the use cases answer on the way.
pub async fn long_review(services: &Services, cast: &Cast) -> Result<Made> {
    let mut posting = a_posting().by(&cast.dana).titled("A review with much to read").in_review();
    for number in 0..LINES {
        let text =
            format!("Keep part {number} of the payment services fast, safe and easy to change for the next team");
        posting = posting.line(SectionKind::Responsibilities, &text);
    }
    let made = posting.make(services).await?;
    let read = services.open_draft(&cast.hugo, made.id).await?.snapshot;
    let lines = read.sections.iter().flat_map(|section| &section.lines);
    for line in lines.take(THREADS) {
        let form = ThreadForm {
            place: Place::Line(line.id.clone()),
            words: String::new(),
            near: 0,
            revision: made.revision,
            text: "Can we say this in words that somebody new to us understands?".to_owned(),
            is_blocking: false,
        };
        services.open_thread(&cast.hugo, made.id, &form).await?;
    }
    Ok(made)
}
