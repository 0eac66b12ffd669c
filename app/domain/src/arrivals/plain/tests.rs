//! Texts as people paste them, and the blocks that they are.

use super::*;

fn shown(text: &str) -> Vec<String> {
    let show = |block: Block| match block {
        Block::Heading { level, text } => format!("{level}# {text}"),
        Block::Bullet { text } => format!("- {text}"),
        Block::Paragraph { text } => text,
    };
    blocks(text).into_iter().map(show).collect()
}

#[test]
fn headings_are_known_by_their_marks_their_words_or_their_place() {
    let text = "Backend Developer\n\nABOUT OUR TEAM\nWe bake.\n\nRequirements:\n- Rust\n\n## Perks\n* Bread\n\nHow to apply\n============\nWrite to us.\n\n**Nice to have**\n• SQL";
    assert_eq!(
        shown(text),
        [
            "Backend Developer",
            "2# ABOUT OUR TEAM",
            "We bake.",
            "2# Requirements:",
            "- Rust",
            "2# Perks",
            "- Bread",
            "2# How to apply",
            "Write to us.",
            "2# Nice to have",
            "- SQL"
        ]
    );
}

#[test]
fn a_line_that_was_wrapped_is_one_bullet() {
    let text = "Responsibilities\n- Design the services that take orders from shops and bakeries\n  and hand them to the ovens\n- Test\nLocation: Berlin\n";
    assert_eq!(
        shown(text),
        [
            "2# Responsibilities",
            "- Design the services that take orders from shops and bakeries and hand them to the ovens",
            "- Test",
            "Location: Berlin"
        ]
    );
}

#[test]
fn short_lines_without_marks_stay_lines() {
    assert_eq!(
        shown("Benefits\nThirty days off\nA bicycle\nFree bread"),
        ["2# Benefits", "Thirty days off", "A bicycle", "Free bread"]
    );
}

#[test]
fn a_list_that_was_copied_into_one_line_is_a_list_again() {
    let text = "We bake. Requirements: • Rust • Two years of Kafka Benefits: • Bread\n• one • two";
    assert_eq!(
        shown(text),
        ["We bake.", "2# Requirements:", "- Rust", "- Two years of Kafka", "2# Benefits:", "- Bread", "- one • two"]
    );
}

#[test]
fn a_form_ends_its_lines_as_it_likes() {
    let text = "Odds and ends\n- We have a dog, and it comes to the office on most days of the week\n  with us\n\nDuties\n- Test\n";
    assert_eq!(blocks(&text.replace('\n', "\r\n")), blocks(text));
}

#[test]
fn a_short_line_above_lines_without_marks_heads_them() {
    let text = "Where the bread goes\nTo the shops of the town, every morning before six\nTo whoever asks for it at the door\n";
    assert_eq!(
        shown(text),
        [
            "9# Where the bread goes",
            "To the shops of the town, every morning before six",
            "To whoever asks for it at the door"
        ]
    );
}

#[test]
fn a_quoted_mail_is_read_without_its_signs_and_the_sign_is_a_mark_otherwise() {
    assert_eq!(shown("> Requirements\n> - Rust\n> - SQL"), ["2# Requirements", "- Rust", "- SQL"]);
    assert_eq!(shown("Requirements\n> Rust\nFree bread"), ["2# Requirements", "- Rust", "Free bread"]);
}

#[test]
fn long_lines_without_marks_that_all_begin_like_sentences_are_a_list() {
    let lines = [
        "Rethink how the ovens, the mill and the shop fit into one system",
        "Profile the busiest of our endpoints, and publish the numbers",
        "Answer the questions of our bakers on one morning of each month",
    ];
    assert_eq!(shown(&lines.join("\n")), lines);
}
