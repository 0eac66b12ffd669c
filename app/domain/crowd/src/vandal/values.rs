//! What a vandal writes into a piece: words that tear characters apart, values of every kind, claims that are not true.

use super::writer::Writer;
use crate::Dice;

const STRING: u8 = 119;
/// How deep values go: deep enough to end a reader that calls itself.
const DEPTH: usize = 12_000;

/// Text; how many units it says to have.
pub(super) fn words(out: &mut Writer, dice: &mut Dice) -> u32 {
    let text: String = match dice.roll(8) {
        0 => "x".repeat(dice.roll(30_000)),
        1 => String::new(),
        2 => "😀".repeat(1 + dice.roll(3)),
        3 => "\u{fffd}\u{202e}\u{0}".to_owned(),
        _ => "words".chars().take(1 + dice.roll(5)).collect(),
    };
    match dice.roll(20) {
        // Half of a pair, written as if that were a character.
        0 => {
            out.number(3);
            out.bytes.extend([0xed, 0xa0 | (dice.byte() & 0x1f), 0x80 | (dice.byte() & 0x3f)]);
            return 1;
        }
        1 => {
            out.number(dice.bits() >> dice.roll(64));
            out.bytes.extend(text.as_bytes());
        }
        _ => out.string(&text),
    }
    u32::try_from(text.encode_utf16().count()).unwrap_or(0)
}

/// The value of a register: mostly one that could be.
pub(super) fn value(out: &mut Writer, dice: &mut Dice, (root, key): (&str, &str), section: &str) {
    if dice.chance(8) {
        return any(out, dice, 0);
    }
    let position = "V".repeat(if dice.chance(10) { dice.roll(200) } else { 1 + dice.roll(8) });
    let flags = ["", "", "", "d", "l", "ld", "dl", "x"][dice.roll(8)];
    let section = if dice.chance(80) { section } else { "nowhere" };
    let text = match root {
        _ if dice.chance(5) => "||||".to_owned(),
        "sections" if !key.contains('/') => format!("{position}|overview|{flags}"),
        "lines" => format!("{section}|{position}|{flags}"),
        "marks" => ["||plain|", "||required|expert", "a@1|0000000000000000|plain|", "||plain"][dice.roll(4)].to_owned(),
        _ => "v".repeat(if dice.chance(10) { dice.roll(20_000) } else { dice.roll(20) }),
    };
    out.byte(STRING);
    out.string(&text);
}

/// A value of any kind that the format knows, or nearly.
pub(super) fn any(out: &mut Writer, dice: &mut Dice, depth: usize) {
    let tag = 112 + dice.byte() % 16;
    match tag {
        // An array in an array in an array, as an object in an object.
        117 | 118 if depth == 0 && dice.chance(20) => {
            for _ in 0..dice.roll(DEPTH) {
                out.byte(tag);
                out.number(1);
                if tag == 118 {
                    out.string("");
                }
            }
        }
        117 | 118 if depth < 4 => {
            out.byte(tag);
            let count = dice.roll(4);
            out.number(if dice.chance(10) { dice.bits() >> dice.roll(64) } else { count as u64 });
            for _ in 0..count {
                if tag == 118 {
                    out.string("key");
                }
                any(out, dice, depth + 1);
            }
        }
        116 | 119 => {
            out.byte(tag);
            out.number(if dice.chance(30) { dice.bits() >> dice.roll(64) } else { 3 });
            out.bytes.extend(b"any");
        }
        122..=125 => {
            out.byte(tag);
            out.bytes.extend(dice.bits().to_le_bytes());
        }
        _ => out.byte(tag),
    }
}
