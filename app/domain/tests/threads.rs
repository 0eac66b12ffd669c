//! Threads find what they are about again, whatever people do to the draft; and an approval waits for those that block.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use crowd::{Crowd, Dice, Turn, cases, stamps};
use domain::{
    accounts::{Actor, Email, Membership, Role},
    document::{ClientId, Draft, Operation},
    ids::{LineId, PostingId, TeamId, UserId},
    permissions::{Action, PostingSubject, Refusal, Said, Subject, permit},
    posting::{Authorship, FactKey, Snapshot},
    review::FourEyes,
    threads::{Anchor, Change, ChangeError, Found, Place},
};
use uuid::Uuid;

/// Some part of what is said, and perhaps some words in it.
fn opened(said: &Snapshot, dice: &mut Dice) -> Anchor {
    let lines = said.lines().map(|(_, line)| Place::Line(line.id.clone()));
    let sections = said.sections.iter().map(|section| Place::Section(section.id.clone()));
    let facts = [FactKey::Title, FactKey::EmployerOverview].map(Place::Fact);
    let places: Vec<Place> = lines.chain(sections).chain(facts).chain([Place::Posting]).collect();
    let place = dice.pick(&places).cloned().unwrap();
    let text: Vec<char> = place.text(said).unwrap().chars().collect();
    let from = dice.roll(text.len() + 1);
    let to = (from + 1 + dice.roll(12)).min(text.len());
    let words: String = if dice.chance(30) || from >= to { String::new() } else { text[from..to].iter().collect() };
    Anchor::at(place, &words, from, said).unwrap()
}

fn one_row(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What must hold of a thread in any content.
fn holds(anchor: &Anchor, said: &Snapshot) {
    let found = anchor.find(said);
    match (anchor.place.text(said), &anchor.quote) {
        (None, _) => assert_eq!(found, Found::Gone),
        (Some(_), None) => assert_eq!(found, Found::Whole),
        (Some(text), Some(quote)) => match found {
            Found::Words(range) => assert_eq!(one_row(text.get(range).unwrap()), quote.exact),
            Found::WordsGone => assert!(!one_row(text).contains(&quote.exact), "{text:?} has {quote:?}"),
            other => panic!("{other:?}"),
        },
    }
    assert!(!anchor.about().is_empty() || anchor.said.is_empty());
}

fn play(draft: &mut Draft, crowd: &mut Crowd, dice: &mut Dice) {
    let seen = draft.snapshot();
    let random = dice.bits();
    match crowd.turn(&seen, dice) {
        Turn::Edit(operations) => drop(draft.apply_all(&operations, random)),
        Turn::Undo => drop(draft.undo()),
        Turn::Redo => drop(draft.redo()),
        Turn::Pause => draft.close_undo_step(),
    }
}

#[test]
fn a_thread_is_found_wherever_its_part_and_words_are_after_any_edits() {
    let (mut kept, mut lost, mut gone) = (0, 0, 0);
    for seed in 0..cases(600) {
        let mut dice = Dice::new(seed);
        let (mut crowd, mut draft) = Crowd::gather(ClientId(1)).unwrap();
        let mut anchors = Vec::new();
        for _ in 0..40 {
            let said = draft.snapshot();
            anchors.push(opened(&said, &mut dice));
            anchors.iter().for_each(|anchor| holds(anchor, &said));
            play(&mut draft, &mut crowd, &mut dice);
        }
        let said = draft.snapshot();
        for anchor in &anchors {
            match anchor.find(&said) {
                Found::Words(_) => kept += 1,
                Found::WordsGone => lost += 1,
                Found::Gone => gone += 1,
                Found::Whole => {}
            }
        }
    }
    assert!(kept > 100 && lost > 100 && gone > 100, "they never met: {kept} {lost} {gone}");
}

/// The words around a stamp are nowhere else: wherever the line goes and whatever is typed around them, they are found.
#[test]
fn words_are_followed_through_moves_and_typing_around_them() {
    for seed in 0..cases(400) {
        let mut dice = Dice::new(seed);
        let (mut crowd, mut draft) = Crowd::gather(ClientId(1)).unwrap();
        let start = draft.snapshot();
        let lines: Vec<_> = start.lines().filter(|(section, _)| !section.locked).collect();
        let (_, line) = dice.pick(&lines).copied().unwrap();
        let stamp = stamps(&line.text).next().unwrap();
        let anchor = Anchor::at(Place::Line(line.id.clone()), &stamp.to_string(), 0, &start).unwrap();
        for _ in 0..30 {
            play(&mut draft, &mut crowd, &mut dice);
        }
        let said = draft.snapshot();
        let is_there = said.line(&line.id).map(|(_, line)| line.text.contains(stamp));
        let expected = match is_there {
            None => "gone",
            Some(true) => "words",
            Some(false) => "words gone",
        };
        let found = match anchor.find(&said) {
            Found::Gone => "gone",
            Found::Words(range) => {
                assert_eq!(said.line(&line.id).unwrap().1.text.get(range), Some(stamp.to_string().as_str()));
                "words"
            }
            Found::WordsGone => "words gone",
            Found::Whole => "whole",
        };
        assert_eq!(found, expected, "seed {seed}");
    }
}

/// A suggestion that is accepted does what it says and nothing else, or is refused and does nothing.
#[test]
fn an_accepted_suggestion_never_loses_what_others_wrote() {
    let (mut merged, mut refused) = (0, 0);
    for seed in 0..cases(600) {
        let mut dice = Dice::new(seed);
        let (mut crowd, mut draft) = Crowd::gather(ClientId(1)).unwrap();
        let start = draft.snapshot();
        let lines: Vec<_> = start.lines().filter(|(section, _)| !section.locked).collect();
        let (_, line) = dice.pick(&lines).copied().unwrap();
        let change = match dice.roll(4) {
            0 => Change::remove(&line.id, &start),
            1 => Change::add(&line.id, "A new line.", &start),
            _ => Change::reword(&Place::Line(line.id.clone()), &line.text.replace("of the", "of this"), &start),
        }
        .unwrap();
        for _ in 0..dice.roll(6) {
            play(&mut draft, &mut crowd, &mut dice);
            if dice.chance(30) {
                // Somebody works on the very line.
                let typed =
                    Operation::SpliceText { id: line.id.clone(), at: 0, remove: 0, insert: "Often ".to_owned() };
                drop(draft.apply(&typed, dice.bits()));
            }
        }
        let before = draft.snapshot();
        let operations = match change.operations(&before, LineId::from_random(dice.bits())) {
            Ok(operations) => operations,
            Err(error) => {
                assert!(!matches!(error, ChangeError::NoWords | ChangeError::Same | ChangeError::TooLong { .. }));
                refused += 1;
                continue;
            }
        };
        draft.apply_all(&operations, dice.bits()).unwrap();
        let after = draft.snapshot();
        let touched = |id: &LineId| operations.iter().any(|operation| touches(operation, id));
        for (_, line) in before.lines().filter(|(_, line)| !touched(&line.id)) {
            assert_eq!(after.line(&line.id).map(|(_, line)| &line.text), Some(&line.text), "seed {seed}");
        }
        if let Change::RewordLine { line, .. } = &change {
            let (then, now) = (&before.line(line).unwrap().1.text, &after.line(line).unwrap().1.text);
            assert!(stamps(then).all(|stamp| now.contains(stamp)), "seed {seed}: {then:?} {now:?}");
            assert!(then == now || reworded(then).any(|text| text == *now), "seed {seed}: {then:?} {now:?}");
            merged += usize::from(*then != start.line(line).unwrap().1.text);
        }
    }
    assert!(merged > 20 && refused > 20, "they never met: {merged} {refused}");
}

/// The text with the suggested letters in it, wherever they may belong by now.
fn reworded(text: &str) -> impl Iterator<Item = String> {
    text.match_indices('e').map(|(at, letter)| [&text[..at], "is", &text[at + letter.len()..]].concat())
}

fn touches(operation: &Operation, id: &LineId) -> bool {
    match operation {
        Operation::SetText { id: line, .. } | Operation::RemoveLine { id: line } => line == id,
        _ => false,
    }
}

const TEAM: TeamId = TeamId(Uuid::from_u128(1));
const ME: UserId = UserId(Uuid::from_u128(10));
const SOMEBODY: UserId = UserId(Uuid::from_u128(11));

fn actor(role: Role) -> Actor {
    let team = role.belongs_to_a_team().then_some(TEAM);
    Actor {
        id: ME,
        display_name: "Me".to_owned(),
        email: Email::new("me@example.org").unwrap(),
        memberships: vec![Membership { role, team }],
        guest_of: None,
    }
}

#[test]
fn an_objection_is_for_whoever_raised_it_or_for_somebody_who_may_decide() {
    let posting = |contributors: &[UserId]| PostingSubject {
        id: PostingId(Uuid::from_u128(20)),
        team: TEAM,
        owner: SOMEBODY,
        revision: None,
        submitted_by: Some(SOMEBODY),
        contributors: Authorship::somewhere(contributors.iter().copied()),
        managers_publish: true,
        steps: Vec::new(),
        four_eyes: FourEyes::default(),
        escalated_to: Vec::new(),
        deputies: Vec::new(),
    };
    let resolve = |role, by, is_blocking, contributors: &[UserId]| {
        let posting = posting(contributors);
        permit(&actor(role), Action::ResolveThread, Subject::Said(&posting, Said { by, is_blocking })).err()
    };
    for role in Role::ALL {
        let free = resolve(*role, SOMEBODY, false, &[]);
        assert_eq!(free, (*role == Role::Auditor).then_some(Refusal::OnlyAuditing), "{role:?}");
        let own = resolve(*role, ME, true, &[ME]);
        assert_eq!(own, free, "{role:?}");
    }
    assert_eq!(resolve(Role::HiringManager, SOMEBODY, true, &[]), Some(Refusal::BlockingThread));
    assert_eq!(resolve(Role::Admin, SOMEBODY, true, &[]), Some(Refusal::BlockingThread));
    assert_eq!(resolve(Role::HrApprover, SOMEBODY, true, &[]), None);
    assert_eq!(resolve(Role::HrApprover, SOMEBODY, true, &[ME]), Some(Refusal::BlockingThread), "who wrote it");
}
