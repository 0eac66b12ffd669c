//! Numbers that may be money: where they stand, what they are worth, and in which currency.

use crate::posting::CURRENCIES;

/// The signs of currencies, the longer ones first: `CA$` is no `$`. Their codes are those of the facts.
const SIGNS: [(&str, &str); 17] = [
    ("CA$", "CAD"),
    ("C$", "CAD"),
    ("AU$", "AUD"),
    ("A$", "AUD"),
    ("US$", "USD"),
    ("S$", "SGD"),
    ("Euros", "EUR"),
    ("Euro", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("₹", "INR"),
    ("¥", "JPY"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("$", "USD"),
];

/// An amount of money.
#[derive(Debug, Clone, Copy)]
pub(super) struct Amount {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: u64,
    pub(super) is_thousands: bool,
    pub(super) currency: Option<&'static str>,
}

/// The amounts of a text, in order.
pub(super) fn amounts(text: &str) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let mut at = 0;
    while let Some(start) =
        text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|found| at + found)
    {
        let (length, value, is_thousands) = number(&text[start..]);
        let end = start + length;
        // `B2B`, `k8s`: a digit within a word is no amount.
        let is_apart = !text[..start].ends_with(|c: char| c.is_alphanumeric());
        if let Some(value) = value.filter(|_| is_apart || before(&text[..start]).is_some()) {
            let currency = before(&text[..start]).or_else(|| after(&text[end..]));
            amounts.push(Amount { start, end, value, is_thousands, currency });
        }
        at = end.max(start + 1);
    }
    amounts
}

/// How long the number at the beginning is, its value, and whether a `k` made thousands of it.
fn number(text: &str) -> (usize, Option<u64>, bool) {
    let mut digits = String::new();
    let mut length = 0;
    while let Some(c) = text[length..].chars().next() {
        let rest = &text[length + c.len_utf8()..];
        let is_group = matches!(c, '.' | ',' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}')
            && starts_group(rest)
            && digits.len() <= 9;
        if c.is_ascii_digit() {
            digits.push(c);
        } else if !is_group {
            break;
        }
        length += c.len_utf8();
    }
    // Cents, and the half of `62.5k`, are cut.
    let rest = &text[length..];
    let cents =
        rest.strip_prefix(['.', ',']).map_or(0, |decimals| decimals.bytes().take_while(u8::is_ascii_digit).count());
    if cents > 0 {
        length += 1 + cents;
    }
    let suffix = &text[length..];
    let is_thousands = suffix.starts_with(['k', 'K']) && !suffix[1..].starts_with(|c: char| c.is_alphanumeric());
    // `88 k€`
    let is_apart = suffix.starts_with(" k€") || suffix.starts_with(" T€");
    if is_thousands {
        length += 1;
    } else if is_apart {
        length += 2;
    }
    let value = digits.parse::<u64>().ok().filter(|value| *value < 1_000_000_000);
    let is_thousands = is_thousands || is_apart;
    (length, value.map(|value| if is_thousands { value * 1_000 } else { value }), is_thousands)
}

/// Three digits and no fourth.
fn starts_group(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// Currencies by their signs and their codes.
pub(super) fn currencies() -> impl Iterator<Item = (&'static str, &'static str)> {
    SIGNS.into_iter().chain(CURRENCIES.iter().map(|(code, _)| (*code, *code)))
}

fn before(text: &str) -> Option<&'static str> {
    let text = text.trim_end();
    currencies().find(|(sign, _)| text.ends_with(sign)).map(|(_, code)| code)
}

fn after(text: &str) -> Option<&'static str> {
    let text = text.trim_start();
    currencies().find(|(sign, _)| text.starts_with(sign)).map(|(_, code)| code)
}
