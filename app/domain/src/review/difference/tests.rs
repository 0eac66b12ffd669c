//! What a reviewer is told, and that nothing is lost between the two sides.

use proptest::prelude::*;

use super::*;
use crate::{
    ids::{LineId, SectionId},
    posting::{Level, Line, Origin, Requirement, SectionKind, scope_hashes},
};

fn line(number: u64, text: &str) -> Line {
    Line {
        id: LineId::from_random(number),
        text: text.to_owned(),
        origin: Origin::Custom,
        requirement: Requirement::Plain,
        level: None,
    }
}

fn section(number: u64, kind: SectionKind, lines: Vec<Line>) -> Section {
    Section { id: SectionId::from_random(number), kind, heading: kind.label().to_owned(), locked: false, lines }
}

fn posting() -> Snapshot {
    let lines =
        |from: u64, count: u64| (from..from + count).map(|n| line(n, &format!("Line number {n} says this."))).collect();
    Snapshot {
        sections: vec![
            section(1, SectionKind::Overview, lines(10, 1)),
            section(2, SectionKind::Responsibilities, lines(20, 4)),
            section(3, SectionKind::RequiredSkills, lines(30, 3)),
        ],
        ..Snapshot::default()
    }
}

/// `+added`, `-removed`, `>moved`, `~reworded`, `^regraded`, in document order.
fn marks(difference: &Difference) -> String {
    let mut marks = Vec::new();
    for section in &difference.sections {
        let mut mark = |sign: &str, applies: bool| {
            if applies {
                marks.push(format!("{sign}{}", section.kind));
            }
        };
        mark("+", section.state == SectionState::Added);
        mark("-", section.state == SectionState::Removed);
        mark(">", section.moved_from.is_some());
        mark("~", section.is_changed_itself());
        for line in &section.lines {
            let mut mark = |sign: &str, applies: bool| {
                if applies {
                    marks.push(format!("{sign}{}", line.id));
                }
            };
            mark("+", line.state == LineState::Added);
            mark("-", line.state == LineState::Removed);
            mark(">", line.moved_from.is_some());
            mark("~", line.is_reworded());
            mark("^", line.is_regraded());
        }
    }
    marks.join(" ")
}

fn id(number: u64) -> LineId {
    LineId::from_random(number)
}

#[test]
fn each_kind_of_edit_is_told_as_what_it_is() {
    type Edit = fn(&mut Snapshot);
    let cases: Vec<(Edit, String, Vec<Scope>)> = vec![
        (|_| {}, String::new(), vec![]),
        (|s| s.sections[1].lines[0].text.push_str("  \n"), String::new(), vec![]),
        (|s| s.sections[1].lines[0].origin = Origin::Custom, String::new(), vec![]),
        (|s| s.sections[1].lines[0].text = "Another text".into(), format!("~{}", id(20)), vec![Scope::Duties]),
        (|s| s.sections[1].lines.rotate_left(1), format!(">{}", id(20)), vec![Scope::Duties]),
        (|s| s.sections[1].lines.rotate_right(1), format!(">{}", id(23)), vec![Scope::Duties]),
        (
            |s| {
                let moved = s.sections[1].lines.remove(1);
                s.sections[2].lines.insert(0, moved);
            },
            format!(">{}", id(21)),
            vec![Scope::Duties, Scope::Requirements],
        ),
        (
            |s| {
                s.sections[2].lines[0].level = Some(Level::Expert);
                s.sections[2].lines[1].requirement = Requirement::Required;
            },
            format!("^{} ^{}", id(30), id(31)),
            vec![Scope::Requirements],
        ),
        (
            |s| {
                s.sections[1].lines[1] = line(99, "New");
            },
            format!("-{} +{}", id(21), id(99)),
            vec![Scope::Duties],
        ),
        (|s| s.sections.rotate_left(1), ">overview".into(), vec![]),
        (|s| s.sections[1].heading = "Your work".into(), "~responsibilities".into(), vec![Scope::Duties]),
        (
            |s| s.sections.insert(1, section(9, SectionKind::Learning, vec![line(90, "Learn")])),
            format!("+learning +{}", id(90)),
            vec![Scope::Narrative],
        ),
        (
            |s| {
                let gone = s.sections.remove(0);
                s.sections[0].lines.extend(gone.lines);
            },
            format!("-overview >{}", id(10)),
            vec![Scope::Duties, Scope::Narrative],
        ),
    ];
    for (number, (edit, expected, scopes)) in cases.into_iter().enumerate() {
        let mut after = posting();
        edit(&mut after);
        let difference = compare(&posting(), &after);
        assert_eq!(marks(&difference), expected, "case {number}");
        assert_eq!(difference.scopes, scopes, "case {number}");
        assert_eq!(difference.is_empty(), expected.is_empty(), "case {number}");
    }
}

#[test]
fn a_line_that_moved_tells_where_it_stood() {
    let mut after = posting();
    let moved = after.sections[1].lines.remove(2);
    after.sections[2].lines.push(moved);
    let difference = compare(&posting(), &after);
    let line = difference.sections[2].lines.last().unwrap();
    assert_eq!(line.moved_from, Some(Place { section: SectionId::from_random(2), position: 2 }));
}

#[test]
fn changed_facts_come_in_the_order_of_the_form() {
    let (mut before, mut after) = (posting(), posting());
    before.facts.set(FactKey::ValidThrough, "2027-01-01");
    before.facts.set(FactKey::Title, "Developer");
    after.facts.set(FactKey::Title, "Senior developer");
    let difference = compare(&before, &after);
    let keys: Vec<_> = difference.facts.iter().map(|fact| (fact.key, fact.after.as_str())).collect();
    assert_eq!(keys, [(FactKey::Title, "Senior developer"), (FactKey::ValidThrough, "")]);
    assert_eq!(difference.scopes, [Scope::Identity, Scope::Timing]);
}

#[test]
fn only_the_words_that_differ_are_marked() {
    for (before, after, marked) in [
        ("", "", ""),
        ("", "new", "+[new]"),
        ("old", "", "-[old]"),
        ("backend developer", "backend developer role", "backend developer+[ role]"),
        ("Senior backend developer", "backend developer", "-[Senior ]backend developer"),
        ("Know SQL, well.", "Know SQL very well.", "Know SQL-[,]+[ very] well."),
        ("Build fast services", "Keep slow systems", "-[Build fast services]+[Keep slow systems]"),
        ("Write Rust code", "Write Go code", "Write -[Rust]+[Go] code"),
        ("a b", "a  b", "a +[ ]b"),
    ] {
        let text: String = spans(before, after)
            .into_iter()
            .map(|span| match span.kind {
                SpanKind::Same => span.text,
                SpanKind::Removed => format!("-[{}]", span.text),
                SpanKind::Added => format!("+[{}]", span.text),
            })
            .collect();
        assert_eq!(text, marked);
    }
}

#[test]
fn one_word_in_a_very_long_text_is_still_found() {
    let long: Vec<String> = (0..3_000).map(|n| format!("word{}", n % 2_500)).collect();
    let mut changed = long.clone();
    changed[10] = "first".into();
    changed[1_500] = "middle".into();
    changed[2_990] = "last".into();
    let spans = spans(&long.join(" "), &changed.join(" "));
    let added: Vec<_> = spans.iter().filter(|span| span.kind == SpanKind::Added).map(|span| span.text.trim()).collect();
    assert_eq!(added, ["first", "middle", "last"]);
}

fn side(spans: &[Span], other: SpanKind) -> String {
    spans.iter().filter(|span| span.kind != other).map(|span| span.text.as_str()).collect()
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof!["[ab ,.]{0,30}", "([a-c]{1,2} ){0,40}", any::<String>()]
}

prop_compose! {
    fn any_line(ids: std::ops::Range<u64>)(number in ids, text in "[ab]{1,2}( [ab]{1,2}){0,3}", required in any::<bool>()) -> Line {
        Line { requirement: if required { Requirement::Required } else { Requirement::Plain }, ..line(number, &text) }
    }
}

/// Sections and lines from small pools, each id at most once.
fn any_posting() -> impl Strategy<Value = Snapshot> {
    let kinds = proptest::sample::select(SectionKind::ALL);
    proptest::collection::vec((0_u64..5, kinds, proptest::collection::vec(any_line(0..12), 0..6)), 0..5).prop_map(
        |parts| {
            let mut snapshot = Snapshot::default();
            for (number, kind, lines) in parts {
                if snapshot.section(&SectionId::from_random(number)).is_some() {
                    continue;
                }
                snapshot.sections.push(section(number, kind, Vec::new()));
                for line in lines {
                    if snapshot.line(&line.id).is_none() {
                        let last = snapshot.sections.len() - 1;
                        snapshot.sections[last].lines.push(line);
                    }
                }
            }
            snapshot
        },
    )
}

proptest! {
    #[test]
    fn spans_give_both_texts_back(before in any_text(), after in any_text()) {
        let spans = spans(&before, &after);
        prop_assert_eq!(side(&spans, SpanKind::Added), before);
        prop_assert_eq!(side(&spans, SpanKind::Removed), after);
    }

    #[test]
    fn nothing_differs_from_itself(posting in any_posting()) {
        let difference = compare(&posting, &posting);
        prop_assert!(difference.is_empty() && difference.scopes.is_empty());
        prop_assert!(difference.sections.iter().all(SectionChange::is_same));
    }

    #[test]
    fn the_later_side_can_be_read_from_the_difference(before in any_posting(), after in any_posting()) {
        let difference = compare(&before, &after);
        let sections: Vec<_> = difference.sections.iter().filter(|section| section.state != SectionState::Removed).collect();
        prop_assert_eq!(sections.len(), after.sections.len());
        for (change, section) in sections.into_iter().zip(&after.sections) {
            prop_assert_eq!(&change.id, &section.id);
            let lines: Vec<_> = change.lines.iter().filter(|line| line.state != LineState::Removed)
                .map(|line| (line.id.clone(), side(&line.text, SpanKind::Removed), line.requirement)).collect();
            let expected: Vec<_> = section.lines.iter().map(|line| (line.id.clone(), line.text.clone(), line.requirement)).collect();
            prop_assert_eq!(lines, expected);
        }
    }

    #[test]
    fn every_earlier_line_is_told_once_and_scopes_agree_with_their_digests(before in any_posting(), after in any_posting()) {
        let difference = compare(&before, &after);
        let changes = difference.sections.iter().flat_map(|section| &section.lines);
        let mut told: Vec<_> = changes.filter(|line| line.state != LineState::Added).map(|line| line.id.clone()).collect();
        let mut expected: Vec<_> = before.lines().map(|(_, line)| line.id.clone()).collect();
        told.sort();
        expected.sort();
        prop_assert_eq!(told, expected);
        prop_assert!(difference.scopes.is_empty() || !difference.is_empty());
        let (old, new) = (scope_hashes(&before), scope_hashes(&after));
        let touched: Vec<_> = Scope::ALL.iter().copied().filter(|scope| old[scope] != new[scope]).collect();
        prop_assert_eq!(difference.scopes, touched);
    }
}

fn median<T>(run: impl Fn() -> T) -> std::time::Duration {
    let mut times: Vec<_> = (0..101)
        .map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(run());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[50]
}

/// `cargo test --release -p domain -- --ignored --nocapture measured`
#[test]
#[ignore = "a measurement, not a test"]
fn measured_two_postings_of_ten_kilobytes() {
    let build = |salt: usize, every: usize| {
        let text = |n: usize| {
            (0..12)
                .map(|k| format!("word{}", if k % every == 0 { n * 31 + k * salt } else { k }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let lines = |from: u64| (from..from + 19).map(|n| line(n, &text(n as usize))).collect();
        Snapshot {
            sections: (0..7).map(|n| section(n, SectionKind::Learning, lines(n * 100))).collect(),
            ..Snapshot::default()
        }
    };
    for (name, every) in [("a few words of every line", 5), ("every word", 1)] {
        let (before, after) = (build(1, every), build(7, every));
        let bytes: usize = before.lines().map(|(_, line)| line.text.len()).sum();
        let count = compare(&before, &after).counts.total();
        println!("{name}: {bytes} bytes, {count} changes, {:?}", median(|| compare(&before, &after)));
    }
    let long = |salt: usize| (0..1_700).map(|n| format!("w{}", n * salt % 97)).collect::<Vec<_>>().join(" ");
    let (before, after) = (long(1), long(5));
    println!("one text of {} bytes, all else: {:?}", before.len(), median(|| spans(&before, &after)));
}
