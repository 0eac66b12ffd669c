//! Whatever curators merge, undo, deprecate, restore and edit in whatever order: every line stays resolvable, no way through
//! the library goes in a circle, an item says what is its own and what merges that hold brought, and no line changes.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::{BTreeSet, HashMap};

use domain::{
    ids::ItemId,
    library::{
        ItemKind, ItemStatus, Wording, WordingForm,
        merge::{Gains, Twin, may_merge, may_undo},
    },
    posting::ItemRef,
};
use proptest::{prelude::*, test_runner::FileFailurePersistence};
use uuid::Uuid;

const ITEMS: usize = 6;

#[derive(Debug, Clone)]
enum Step {
    Merge(usize, usize),
    Undo(usize),
    Deprecate(usize, usize),
    Restore(usize),
    /// A synonym of one's own, added or taken away.
    Name(usize, u8),
    /// Another line.
    Reword(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let item = || 0..ITEMS;
    let step = prop_oneof![
        4 => (item(), item()).prop_map(|(gone, stays)| Step::Merge(gone, stays)),
        3 => (0..12_usize).prop_map(Step::Undo),
        1 => (item(), item()).prop_map(|(item, other)| Step::Deprecate(item, other)),
        1 => item().prop_map(Step::Restore),
        2 => (item(), 0..5_u8).prop_map(|(item, name)| Step::Name(item, name)),
        2 => item().prop_map(Step::Reword),
    ];
    prop::collection::vec(step, 1..60)
}

#[derive(Debug, Clone)]
struct Item {
    status: ItemStatus,
    replaced_by: Option<usize>,
    wording: Wording,
    version: u32,
    /// What people wrote, in lower case.
    own: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Merge {
    item: usize,
    into: usize,
    gained: Gains,
    was: (ItemStatus, Option<usize>),
    is_undone: bool,
}

/// A line of a draft: where it came from, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    source: ItemRef,
    text: String,
}

struct Library {
    items: Vec<Item>,
    merges: Vec<Merge>,
    versions: HashMap<ItemRef, String>,
    lines: Vec<Line>,
}

fn id(item: usize) -> ItemId {
    ItemId(Uuid::from_u128(item as u128 + 1))
}

impl Library {
    fn new() -> Self {
        let item = |number: usize| {
            let shared = ["alpha", "beta", "gamma"];
            let synonyms = format!("{}, {}, own {number}", shared[number % 3], shared[(number + 1) % 3]);
            let form = WordingForm {
                name: format!("Item {number}"),
                body: "Line.".into(),
                synonyms,
                ..WordingForm::default()
            };
            let wording = form.read(None).unwrap();
            let own = names(&wording);
            Item { status: ItemStatus::Published, replaced_by: None, wording, version: 1, own }
        };
        let mut library = Self {
            items: (0..ITEMS).map(item).collect(),
            merges: Vec::new(),
            versions: HashMap::new(),
            lines: Vec::new(),
        };
        for number in 0..ITEMS {
            library.note(number);
            let source = ItemRef { item: id(number), version: 1 };
            library.lines.push(Line { source, text: "Line.".into() });
            library.lines.push(Line { source, text: "Worded differently.".into() });
        }
        library
    }

    fn note(&mut self, item: usize) {
        let (version, body) = (self.items[item].version, self.items[item].wording.body.clone());
        self.versions.insert(ItemRef { item: id(item), version }, body);
    }

    fn says(&mut self, item: usize, wording: Wording) {
        self.items[item].wording = wording;
        self.items[item].version += 1;
        self.note(item);
    }

    fn twin(&self, item: usize) -> Twin<'_> {
        let Item { status, wording, .. } = &self.items[item];
        Twin { id: id(item), kind: ItemKind::Skill, status: *status, is_ahead: false, wording }
    }

    fn open(&self, into: usize) -> impl Iterator<Item = usize> {
        (0..self.merges.len()).filter(move |merge| !self.merges[*merge].is_undone && self.merges[*merge].into == into)
    }

    /// The names that merges which hold bring to an item.
    fn brought(&self, into: usize) -> BTreeSet<String> {
        self.open(into).flat_map(|merge| names(&self.items[self.merges[merge].item].wording)).collect()
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Merge(item, into) => {
                let Ok(gained) = may_merge(&self.twin(item), &self.twin(into)) else { return };
                let was = (self.items[item].status, self.items[item].replaced_by);
                (self.items[item].status, self.items[item].replaced_by) = (ItemStatus::Merged, Some(into));
                let wording = gained.added_to(&self.items[into].wording);
                self.says(into, wording);
                self.merges.push(Merge { item, into, gained, was, is_undone: false });
            }
            Step::Undo(number) => self.undo(number),
            Step::Deprecate(item, other) => {
                let in_use = |item: usize| self.items[item].status == ItemStatus::Published;
                if item != other && in_use(item) && in_use(other) {
                    (self.items[item].status, self.items[item].replaced_by) = (ItemStatus::Deprecated, Some(other));
                }
            }
            Step::Restore(item) if self.items[item].status == ItemStatus::Deprecated => {
                (self.items[item].status, self.items[item].replaced_by) = (ItemStatus::Published, None);
            }
            Step::Name(item, name) if self.items[item].status == ItemStatus::Published => {
                let name = format!("by hand {name}");
                let mut wording = self.items[item].wording.clone();
                // Who takes away a name that a merge brought has decided on it; that is another story.
                if self.brought(item).contains(&name) {
                    return;
                }
                if self.items[item].own.remove(&name) {
                    wording.synonyms.retain(|known| *known != name);
                } else if !names(&wording).contains(&name) {
                    self.items[item].own.insert(name.clone());
                    wording.synonyms.push(name);
                }
                if wording.errors().is_empty() {
                    self.says(item, wording);
                }
            }
            Step::Reword(item) if self.items[item].status == ItemStatus::Published => {
                let body = format!("Line, version {}.", self.items[item].version + 1);
                let wording = Wording { body, ..self.items[item].wording.clone() };
                self.says(item, wording);
            }
            Step::Restore(_) | Step::Name(..) | Step::Reword(_) => {}
        }
    }

    fn undo(&mut self, number: usize) {
        let Some(merge) = self.merges.get(number).filter(|merge| !merge.is_undone).cloned() else { return };
        let (mut taken, mut shared) = (merge.gained.clone(), Vec::new());
        for other in self.open(merge.into).filter(|other| *other != number) {
            let (with_other, own) = taken.shared_with(&self.items[self.merges[other].item].wording);
            taken = own;
            shared.push((other, with_other));
        }
        if may_undo(self.items[merge.into].status, "the other one", &taken).is_err() {
            return;
        }
        for (other, gains) in shared {
            self.merges[other].gained = self.merges[other].gained.clone().and(gains);
        }
        let wording = taken.taken_from(&self.items[merge.into].wording);
        self.says(merge.into, wording);
        (self.items[merge.item].status, self.items[merge.item].replaced_by) = merge.was;
        self.merges[number].is_undone = true;
    }

    /// Demands all that has to be true at every moment.
    fn check(&self) {
        for line in &self.lines {
            assert!(self.versions.contains_key(&line.source), "{} can't be read any more", line.source);
        }
        for item in 0..ITEMS {
            let end = self.end(item);
            if self.items[item].status == ItemStatus::Merged {
                assert!(end != item, "a merged item stands in its own place");
            }
            let expected: BTreeSet<String> = self.items[item].own.union(&self.brought(item)).cloned().collect();
            assert_eq!(names(&self.items[item].wording), expected, "what item {item} is called");
        }
    }

    /// What stands in the place of an item, by merges and replacements.
    fn end(&self, item: usize) -> usize {
        let mut at = item;
        for _ in 0..=ITEMS {
            match (self.items[at].status, self.items[at].replaced_by) {
                (ItemStatus::Merged, None) => panic!("item {at} was merged into nothing"),
                (ItemStatus::Merged | ItemStatus::Deprecated, Some(next)) => at = next,
                _ => return at,
            }
        }
        panic!("the way from item {item} goes in a circle");
    }
}

fn names(wording: &Wording) -> BTreeSet<String> {
    std::iter::once(&wording.name).chain(&wording.synonyms).map(|name| name.to_lowercase()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn merging_keeps_every_line_resolvable_and_undoing_takes_back_just_what_was_brought(steps in steps()) {
        let mut library = Library::new();
        let lines = library.lines.clone();
        for step in &steps {
            library.take(step);
            library.check();
            prop_assert_eq!(&library.lines, &lines, "a line changed by {:?}", step);
        }
    }
}

#[test]
fn all_merges_undone_the_library_is_as_it_was() {
    let mut library = Library::new();
    let before: Vec<_> =
        library.items.iter().map(|item| (item.status, item.replaced_by, names(&item.wording))).collect();
    for (item, into) in [(0, 1), (3, 1), (1, 2), (4, 2), (2, 5)] {
        library.take(&Step::Merge(item, into));
        library.check();
    }
    assert_eq!((0..5).map(|item| library.end(item)).collect::<Vec<_>>(), [5; 5]);
    library.take(&Step::Merge(5, 0));
    library.take(&Step::Merge(5, 5));
    assert_eq!(library.merges.len(), 5, "no circle");
    for merge in [4, 2, 0, 3, 1] {
        library.take(&Step::Undo(merge));
        library.check();
    }
    let after: Vec<_> =
        library.items.iter().map(|item| (item.status, item.replaced_by, names(&item.wording))).collect();
    assert_eq!(after, before);
}
