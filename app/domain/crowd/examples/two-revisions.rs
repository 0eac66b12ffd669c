//! How long it takes to compare two revisions of 10 kB each, in several ways of being different: `two-revisions`. Prints a
//! table for docs/performance.md. Build it with `--release`; the goal is a millisecond.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use domain::{
    ids::{LineId, SectionId},
    posting::{FactKey, Line, Origin, Requirement, Section, SectionKind, Snapshot},
    review::difference::compare,
};

const LINES: usize = 150;
/// Of 150 lines, what makes 10 kB.
const LINE_WORDS: usize = 10;
const TEXT_WORDS: usize = LINES * LINE_WORDS;
const ROUNDS: usize = 501;
const WORDS: [&str; 24] = [
    "build", "services", "that", "move", "money", "between", "banks", "and", "keep", "their", "promises", "when",
    "networks", "fail", "with", "people", "who", "review", "each", "other", "before", "anything", "goes", "live",
];

fn main() {
    let (lines, text) = (of_lines(0), of_one_text(&words(0, TEXT_WORDS)));
    let cases = [
        ("nothing changed", &lines, lines.clone()),
        ("five lines reworded, two moved, one added, one removed, pay raised", &lines, edited(&lines)),
        ("a word in every line", &lines, every_line(&lines, |words| words[LINE_WORDS / 2] = "carefully".to_owned())),
        ("other words in every line", &lines, of_lines(7)),
        ("all lines in reverse order", &lines, reversed(&lines)),
        ("first revision: everything is new", &Snapshot::default(), lines.clone()),
        ("one text, a word in ten replaced", &text, of_one_text(&replaced(10))),
        ("one text, every other word replaced", &text, of_one_text(&replaced(2))),
        ("one text, rewritten in parts", &text, of_one_text(&in_parts())),
        ("one text, the same words in another order", &text, of_one_text(&shuffled())),
    ];
    println!("| two revisions of {:.1} kB each | median µs | slowest of a hundred µs |", size(&lines) / 1000.0);
    println!("| --- | ---: | ---: |");
    for (name, before, after) in cases {
        let times = measured(before, &after);
        println!("| {name} | {} | {} |", micros(times[ROUNDS / 2]), micros(times[ROUNDS * 99 / 100]));
    }
}

fn measured(before: &Snapshot, after: &Snapshot) -> Vec<Duration> {
    let once = |_| {
        let begun = Instant::now();
        black_box(compare(black_box(before), black_box(after)));
        begun.elapsed()
    };
    let mut times: Vec<Duration> = (0..ROUNDS).map(once).collect();
    times.sort_unstable();
    times
}

fn micros(time: Duration) -> String {
    format!("{:.0}", time.as_secs_f64() * 1e6)
}

#[expect(clippy::cast_precision_loss, reason = "it is a few thousand")]
fn size(snapshot: &Snapshot) -> f64 {
    snapshot.lines().map(|(_, line)| line.text.len()).sum::<usize>() as f64
}

/// Words as people use them: a few of them often, each sentence another one.
fn words(seed: usize, count: usize) -> Vec<String> {
    let word = |place: usize| {
        let mixed = (place + seed * 31).wrapping_mul(2_654_435_761) >> 7;
        if mixed.is_multiple_of(9) { format!("part{}", mixed % 500) } else { WORDS[mixed % WORDS.len()].to_owned() }
    };
    (0..count).map(word).collect()
}

fn of_lines(seed: usize) -> Snapshot {
    let all = words(seed, TEXT_WORDS);
    let texts = all.chunks(LINE_WORDS).map(|words| words.join(" "));
    section(texts.collect())
}

fn of_one_text(words: &[String]) -> Snapshot {
    section(vec![words.join(" ")])
}

fn section(texts: Vec<String>) -> Snapshot {
    let line = |(number, text)| Line {
        id: LineId::from_random(number),
        text,
        origin: Origin::Custom,
        requirement: Requirement::Plain,
        level: None,
    };
    let section = Section {
        id: SectionId::from_random(1),
        kind: SectionKind::Responsibilities,
        heading: "Duties".to_owned(),
        locked: false,
        lines: (1_u64..).zip(texts).map(line).collect(),
    };
    Snapshot { sections: vec![section], ..Snapshot::default() }
}

fn edited(lines: &Snapshot) -> Snapshot {
    let mut after = lines.clone();
    after.facts.set(FactKey::BaseSalaryMaxValue, "95000");
    let lines = &mut after.sections[0].lines;
    for number in [10, 40, 70, 100, 130] {
        lines[number].text.push_str(" and tell us what you would change");
    }
    lines.swap(20, 90);
    lines.remove(60);
    let added = Line { id: LineId::from_random(9_999), ..lines[50].clone() };
    lines.insert(50, added);
    after
}

fn every_line(lines: &Snapshot, change: impl Fn(&mut Vec<String>)) -> Snapshot {
    let mut after = lines.clone();
    for line in &mut after.sections[0].lines {
        let mut words: Vec<String> = line.text.split(' ').map(str::to_owned).collect();
        change(&mut words);
        line.text = words.join(" ");
    }
    after
}

fn reversed(lines: &Snapshot) -> Snapshot {
    let mut after = lines.clone();
    after.sections[0].lines.reverse();
    after
}

fn replaced(every: usize) -> Vec<String> {
    let other = words(3, TEXT_WORDS);
    let word = |(place, word): (usize, String)| if place % every == 0 { other[place].clone() } else { word };
    words(0, TEXT_WORDS).into_iter().enumerate().map(word).collect()
}

/// Five long passages are written anew, with a sentence between them that stays.
fn in_parts() -> Vec<String> {
    let other = words(5, TEXT_WORDS);
    let word = |(place, word): (usize, String)| if place % 300 < 280 { other[place].clone() } else { word };
    words(0, TEXT_WORDS).into_iter().enumerate().map(word).collect()
}

fn shuffled() -> Vec<String> {
    let mut all: Vec<(usize, String)> =
        words(0, TEXT_WORDS).into_iter().enumerate().map(|(place, word)| (place * 7_919 % TEXT_WORDS, word)).collect();
    all.sort_unstable_by_key(|(order, _)| *order);
    all.into_iter().map(|(_, word)| word).collect()
}
