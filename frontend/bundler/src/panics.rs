//! Panics of what is shipped are traps without words.
//!
//! For a person it is the same: the page stays as the server drew it, or the editor stands still and its words are kept.
//! A developer sees in the console at which byte of the file it was. The words, and for each place that could panic its file
//! and line, are a good part of a bundle, and folders of the machine that built it. With `--dev` they stay.

use walrus::{
    ConstExpr, Data, DataId, DataKind, FunctionKind, Module,
    ir::{Instr, InstrLocId, Unreachable, Value},
};

use crate::Failure;

/// Crates, and beginnings of the paths in them of functions that never return, whatever they are given.
const PANICS: [(&str, &str); 12] = [
    ("core", "::panicking::"),
    ("core", "::option::unwrap_failed"),
    ("core", "::option::expect_failed"),
    ("core", "::result::unwrap_failed"),
    ("core", "::cell::panic_already_"),
    ("core", "::slice::index::slice_index_fail"),
    ("core", "::str::slice_error_fail"),
    ("alloc", "::raw_vec::handle_error"),
    ("alloc", "::alloc::handle_alloc_error"),
    ("std", "::panicking::panic_with_hook"),
    ("std", "::panicking::panic_handler"),
    ("std", "::panicking::begin_panic"),
];
/// At least so many have to be found, or the standard library names them in another way than before.
const FEWEST: usize = 8;
/// No file has more lines, no line more columns.
const LINES_MAX: u32 = 100_000;
const COLUMNS_MAX: u32 = 1_000;
/// The file, its length, the line, the column.
const PLACE_BYTES: usize = 16;

/// Makes a trap of each panic, and forgets where they are. The module still has the names of its functions.
pub fn silence(module: &mut Module) -> Result<(), Failure> {
    let mut found = 0;
    for function in module.funcs.iter_mut() {
        if function.name.as_deref().is_some_and(panics)
            && let FunctionKind::Local(function) = &mut function.kind
        {
            let entry = function.entry_block();
            function.block_mut(entry).instrs = vec![(Instr::Unreachable(Unreachable {}), InstrLocId::default())];
            found += 1;
        }
    }
    if found < FEWEST {
        return Err(format!("{found} functions that panic were found; the standard library names them otherwise"));
    }
    let ids: Vec<DataId> = module.data.iter().map(Data::id).collect();
    let mut memory: Vec<Segment> = ids.iter().map(|id| Segment::take(module.data.get_mut(*id))).collect();
    forget_places(&mut memory);
    for (id, segment) in ids.into_iter().zip(memory) {
        module.data.get_mut(id).value = segment.bytes;
    }
    Ok(())
}

/// wasm-bindgen writes `core[5ca1ab1e]::panicking::panic`.
fn panics(name: &str) -> bool {
    let path = name.split_once('[').and_then(|(library, rest)| Some((library, rest.split_once(']')?.1)));
    path.is_some_and(|(library, path)| PANICS.iter().any(|panic| panic.0 == library && path.starts_with(panic.1)))
}

/// What the memory holds from an address on.
struct Segment {
    start: usize,
    bytes: Vec<u8>,
}

impl Segment {
    fn take(data: &mut Data) -> Self {
        let start = match data.kind {
            DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } => start.cast_unsigned() as usize,
            // Its address is not known before it runs.
            _ => usize::MAX,
        };
        Self { start, bytes: std::mem::take(&mut data.value) }
    }

    fn at(&self, address: usize, length: usize) -> Option<&[u8]> {
        let from = address.checked_sub(self.start)?;
        self.bytes.get(from..from.checked_add(length)?)
    }

    fn clear(&mut self, address: usize, length: usize) {
        let from = address - self.start;
        self.bytes[from..from + length].fill(0);
    }
}

/// Each place in a source file becomes none, and the names of the files go.
fn forget_places(memory: &mut [Segment]) {
    let places: Vec<(usize, (usize, usize))> = memory
        .iter()
        .flat_map(|segment| (segment.start..segment.start.saturating_add(segment.bytes.len())).step_by(4))
        .filter_map(|address| Some((address, file(memory, address)?)))
        .collect();
    for (address, (name, length)) in places {
        for segment in memory.iter_mut() {
            // An empty name may lie anywhere.
            if segment.at(address, PLACE_BYTES).is_some() {
                segment.clear(address + 4, PLACE_BYTES - 4);
            }
            if segment.at(name, length).is_some() {
                segment.clear(name, length);
            }
        }
    }
}

/// The name of the file and its length, if a place in one is here.
fn file(memory: &[Segment], address: usize) -> Option<(usize, usize)> {
    let read = |address, length| memory.iter().find_map(|segment| segment.at(address, length));
    let (words, _) = read(address, PLACE_BYTES)?.as_chunks::<4>();
    let [name, length, line, column] = words.first_chunk::<4>()?.map(u32::from_le_bytes);
    let is_place = (1..LINES_MAX).contains(&line) && (1..COLUMNS_MAX).contains(&column);
    let (name, length) = (name as usize, length as usize);
    (is_place && read(name, length)?.ends_with(b".rs")).then_some((name, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: usize = 1_000;

    fn words(words: [u32; 4]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    fn forget(bytes: Vec<u8>) -> Vec<u8> {
        let mut memory = [Segment { start: START, bytes }];
        forget_places(&mut memory);
        let [segment] = memory;
        segment.bytes
    }

    #[test]
    fn places_are_forgotten_and_nothing_else() {
        let mut bytes = b"src/main.rs.Hello, world".to_vec();
        let (file, other) = (START as u32, START as u32 + 12);
        bytes.extend(words([file, 11, 42, 7]));
        bytes.extend(words([other, 12, 42, 7]));
        bytes.extend(words([file, 11, 0, 7]));
        let mut expected = vec![0; 11];
        expected.extend(b".Hello, world");
        expected.extend(words([file, 0, 0, 0]));
        expected.extend(words([other, 12, 42, 7]));
        expected.extend(words([file, 11, 0, 7]));
        assert_eq!(forget(bytes), expected);
    }

    #[test]
    fn numbers_that_point_nowhere_are_left_alone() {
        for words in [words([0, 11, 42, 7]), words([u32::MAX, u32::MAX, 42, 7]), words([1_000, u32::MAX, 42, 7])] {
            assert_eq!(forget(words.clone()), words);
        }
    }

    #[test]
    fn functions_that_panic_are_told_by_their_names() {
        assert!(panics("core[5ca1ab1e]::panicking::panic_fmt"));
        assert!(panics("core[5ca1ab1e]::option::expect_failed"));
        assert!(!panics("<core[5ca1ab1e]::option::Option<T>>::map"));
        assert!(!panics("std[5ca1ab1e]::panicking::panic_count::is_zero_slow_path"), "others ask it");
        assert!(!panics("domain[5ca1ab1e]::panicking::panic"));
    }
}
