//! Many texts in one piece of memory, so that nothing is allocated for a single one.

/// Texts one after the other.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        self.ends.push(self.all.len() as u32);
    }

    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.all.get(start as usize..self.ends[number] as usize).unwrap_or_default()
    }
}

/// Texts of which each is kept once, in the order in which they came.
#[derive(Debug)]
pub(super) struct Distinct {
    pub(super) texts: Texts,
    /// A hash table: a number and one, where the text's digest says or at the next free place. At least half are free.
    slots: Vec<u32>,
}

impl Default for Distinct {
    fn default() -> Self {
        Self { texts: Texts::default(), slots: vec![0; 64] }
    }
}

impl Distinct {
    /// The number of a text; of a new one, how many there were before.
    pub(super) fn number(&mut self, text: &str) -> usize {
        let slot = self.slot(text);
        if let Some(number) = self.at(slot) {
            return number;
        }
        self.texts.push(text);
        self.slots[slot] = self.texts.len() as u32;
        if self.slots.len() < 2 * self.texts.len() {
            self.widen();
        }
        self.texts.len() - 1
    }

    /// The number of a text that is there.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.at(self.slot(text))
    }

    fn at(&self, slot: usize) -> Option<usize> {
        (self.slots[slot] as usize).checked_sub(1)
    }

    /// Where the number of a text is, or belongs.
    fn slot(&self, text: &str) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = digest(text) as usize & last;
        while self.at(slot).is_some_and(|number| self.texts.get(number) != text) {
            slot = (slot + 1) & last;
        }
        slot
    }

    fn widen(&mut self) {
        self.slots = vec![0; 4 * self.slots.len()];
        for number in 0..self.texts.len() {
            let slot = self.slot(self.texts.get(number));
            self.slots[slot] = number as u32 + 1;
        }
    }
}

/// FNV-1a, of which all bits depend on the last letter once its halves are one.
fn digest(text: &str) -> u32 {
    let add = |digest: u64, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let digest = text.bytes().fold(0xcbf2_9ce4_8422_2325, add);
    (digest ^ (digest >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number_however_many_come_after_it() {
        let mut texts = Distinct::default();
        assert_eq!(texts.find(""), None);
        let words: Vec<String> = (0..1_000).map(|n| format!("w{n}ö")).chain([String::new()]).collect();
        let numbers: Vec<usize> = words.iter().chain(&words).map(|word| texts.number(word)).collect();
        assert_eq!(numbers, (0..words.len()).chain(0..words.len()).collect::<Vec<_>>());
        assert!(
            (0..).zip(&words).all(|(number, word)| texts.find(word) == Some(number) && texts.texts.get(number) == word)
        );
        assert_eq!(texts.find("w1000ö"), None);
    }
}
