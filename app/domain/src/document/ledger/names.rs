//! Things that many others name: each is kept once and has a number.

use std::{collections::HashMap, hash::Hash, num::NonZeroU32};

/// The number of a name; the first is 1.
pub(in crate::document) type Number = NonZeroU32;

/// Names and their numbers.
#[derive(Debug)]
pub(super) struct Names<T> {
    list: Vec<T>,
    numbers: HashMap<T, Number>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { list: Vec::new(), numbers: HashMap::new() }
    }
}

impl<T: Clone + Eq + Hash> Names<T> {
    pub(super) fn adopt(&mut self, new: Self) {
        self.list.extend(new.list);
        self.numbers.extend(new.numbers);
    }
}

/// Names with further ones; those that were known stay as they are.
#[derive(Debug)]
pub(super) struct MoreNames<'a, T> {
    known: &'a Names<T>,
    pub new: Names<T>,
}

impl<'a, T: Clone + Eq + Hash> MoreNames<'a, T> {
    pub(super) fn than(known: &'a Names<T>) -> Self {
        Self { known, new: Names::default() }
    }

    pub(super) fn get(&self, name: &T) -> Option<Number> {
        self.known.numbers.get(name).or_else(|| self.new.numbers.get(name)).copied()
    }

    /// The number of a name; a new name gets the next one.
    pub(super) fn number(&mut self, name: &T) -> Number {
        self.get(name).unwrap_or_else(|| {
            self.new.list.push(name.clone());
            let count = self.known.list.len() + self.new.list.len();
            let number = u32::try_from(count).ok().and_then(Number::new).unwrap_or(Number::MAX);
            self.new.numbers.insert(name.clone(), number);
            number
        })
    }

    /// What has this number.
    pub(super) fn name(&self, number: Number) -> &T {
        let index = number.get() as usize - 1;
        let known = &self.known.list;
        known.get(index).unwrap_or_else(|| &self.new.list[index - known.len()])
    }
}
