//! Pay: `€65,000–80,000 a year`, `$120k - $150k`, `between 28 and 34 EUR per hour`.

use super::{
    Fact,
    amounts::{Amount, amounts, currencies},
};
use crate::{
    library::search::folded_text,
    posting::{FactKey, SalaryUnit},
};

/// Words by which a single amount is known to be pay, and not a budget or a price.
const ABOUT_PAY: &[&str] = &[
    "salary",
    "pay",
    "pays",
    "paid",
    "compensation",
    "wage",
    "rate",
    "earn",
    "remuneration",
    "base",
    "gross",
    "gehalt",
    "ote",
];
/// Words by which amounts are known to be something else.
const ABOUT_ELSE: &str = "million|billion|funding|revenue|budget|allowance|users|customers|transactions|requests|orders|raised|series|\
    voucher|stipend|sign on|relocation|referral|up front|employees|learning|conference|equipment|per month for|bonus";

/// What stands beside amounts in a line about nothing but pay.
const AROUND_PAY: &str = "salary|pay|range|compensation|base|gross|brutto|gehalt|jahresgehalt|from|to|bis|von|between|and|up|per|a|an|p|pa|year|annum|    annually|yearly|month|monthly|hour|hourly|day|daily|week|weekly|yr|hr|jahr|monat|im|pro|k|plus|equity|bonus|depending|on|experience|we|is|the";

/// The pay range of a text; one amount is a range, too. `is_labelled`: the text is known to be about pay.
pub(super) fn find(text: &str, is_labelled: bool) -> Option<Vec<Fact>> {
    if let Some(facts) = in_lakh(text) {
        return Some(facts);
    }
    let amounts = amounts(text);
    let range = amounts.windows(2).find_map(|pair| match pair {
        [low, high] => range(text, *low, *high, is_labelled),
        _ => None,
    });
    range.or_else(|| amounts.iter().find_map(|amount| single(text, *amount, is_labelled)))
}

/// `18 - 26 LPA`: hundreds of thousands of rupees a year, as India counts pay.
fn in_lakh(text: &str) -> Option<Vec<Fact>> {
    let folded = folded_text(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let at = words.iter().position(|word| matches!(*word, "lpa" | "lakh" | "lakhs"))?;
    let amount = |word: &&str| word.parse::<u64>().ok().filter(|lakh| (1..=500).contains(lakh));
    let amounts: Vec<u64> = words.get(at.saturating_sub(3)..at)?.iter().filter_map(amount).collect();
    let (from, to) = (*amounts.first()?, *amounts.last()?);
    let is_yearly = words[at] == "lpa" || said_unit(text) == Some(SalaryUnit::Year);
    (is_yearly && from <= to).then(|| {
        vec![
            (FactKey::BaseSalaryMinValue, (from * 100_000).to_string()),
            (FactKey::BaseSalaryMaxValue, (to * 100_000).to_string()),
            (FactKey::BaseSalaryCurrency, "INR".to_owned()),
            (FactKey::BaseSalaryUnitText, SalaryUnit::Year.to_string()),
        ]
    })
}

/// The pay of a text that says what is paid, and nothing else.
pub(super) fn alone(text: &str) -> Option<Vec<Fact>> {
    let is_around = |word: &str| {
        AROUND_PAY.split('|').any(|known| known == word)
            || word.trim_end_matches('k').bytes().all(|byte| byte.is_ascii_digit())
            || currencies().any(|(sign, _)| sign.eq_ignore_ascii_case(word))
    };
    let has_currency = |facts: &Vec<Fact>| facts.iter().any(|(key, _)| *key == FactKey::BaseSalaryCurrency);
    find(text, true).filter(has_currency).filter(|_| folded_text(text).split(' ').all(is_around))
}

/// `plus 10 % bonus`
pub(super) fn bonus(text: &str) -> Option<Fact> {
    let (_, rest) = text.split_once("plus ").or_else(|| text.split_once("+ "))?;
    let words = folded_text(rest);
    let says_how_much = words.contains("bonus") && words.contains(' ');
    says_how_much.then(|| (FactKey::IncentiveCompensation, rest.trim_end_matches('.').trim().to_owned()))
}

fn range(text: &str, low: Amount, high: Amount, is_labelled: bool) -> Option<Vec<Fact>> {
    if !is_joint(text.get(low.end..high.start)?) {
        return None;
    }
    let currency = low.currency.or(high.currency);
    let mut from = low.value;
    if high.is_thousands && !low.is_thousands && from < 1_000 {
        from *= 1_000;
    }
    // With a bonus a salary is paid, too.
    let is_yearly = high.value >= 15_000 && folded_text(text).split(' ').any(|word| word == "bonus");
    let is_pay = is_labelled || (currency.is_some() && (is_yearly || !is_about_else(text, low.start)));
    (is_pay && from <= high.value && from > 0).then(|| facts(text, high.end, currency, from, high.value))
}

fn single(text: &str, amount: Amount, is_labelled: bool) -> Option<Vec<Fact>> {
    let words = folded_text(text);
    let is_about_pay = words.split(' ').any(|word| ABOUT_PAY.contains(&word));
    let has_unit = unit(text, amount.end).is_some();
    let is_pay =
        amount.currency.is_some() && (is_labelled || (is_about_pay && has_unit && !is_about_else(text, amount.start)));
    let mut found = facts(text, amount.end, amount.currency, amount.value, amount.value);
    let before = folded_text(text.get(..amount.start).unwrap_or_default());
    let leads = |words: &str| words.split('|').any(|word| before == word || before.ends_with(&format!(" {word}")));
    if leads("up to|bis zu|maximum|max") {
        found.retain(|(key, _)| *key != FactKey::BaseSalaryMinValue);
    } else if leads("from|ab|starting at|starts at|at least|mindestens|minimum") {
        found.retain(|(key, _)| *key != FactKey::BaseSalaryMaxValue);
    }
    (is_pay && amount.value > 0).then_some(found)
}

fn facts(text: &str, end: usize, currency: Option<&'static str>, from: u64, to: u64) -> Vec<Fact> {
    let unit = unit(text, end).or_else(|| usual_unit(to));
    let mut facts =
        vec![(FactKey::BaseSalaryMinValue, from.to_string()), (FactKey::BaseSalaryMaxValue, to.to_string())];
    facts.extend(currency.map(|currency| (FactKey::BaseSalaryCurrency, currency.to_owned())));
    facts.extend(unit.map(|unit| (FactKey::BaseSalaryUnitText, unit.to_string())));
    facts
}

/// Whether the words around the amount (a clause of them) are about other money.
fn is_about_else(text: &str, at: usize) -> bool {
    let clause_start =
        text.get(..at).and_then(|before| before.rfind(['.', ';', ','])).filter(|stop| !text[*stop..].starts_with(",0"));
    let clause = text.get(clause_start.map_or(0, |stop| stop + 1)..).unwrap_or(text);
    let clause = clause.split(". ").next().unwrap_or(clause);
    let padded = format!(" {} ", folded_text(clause));
    let shortened = ["m", "bn", "mn"].iter().any(|sign| {
        padded.split(' ').any(|word| {
            word.strip_suffix(sign)
                .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
        })
    });
    let range_is_pay = ["salary", "compensation", "base"].iter().any(|word| padded.contains(&format!(" {word} ")));
    shortened || (!range_is_pay && ABOUT_ELSE.split('|').any(|word| padded.contains(&format!(" {word} "))))
}

/// What stands between the ends of a range.
fn is_joint(between: &str) -> bool {
    let mut bare = between.to_owned();
    for (sign, _) in currencies() {
        bare = bare.replace(sign, " ");
    }
    matches!(
        bare.trim().to_lowercase().as_str(),
        "-" | "–" | "—" | "to" | "and" | "bis" | "up to" | "until" | "k -" | "k –" | "…" | ".."
    )
}

/// Per what it is paid, said in the words after the amount or anywhere before it.
fn unit(text: &str, end: usize) -> Option<SalaryUnit> {
    let after: String = text.get(end..).unwrap_or_default().chars().take(60).collect();
    said_unit(&after).or_else(|| said_unit(text.get(..end).unwrap_or_default()))
}

fn said_unit(text: &str) -> Option<SalaryUnit> {
    let padded = format!(" {} ", folded_text(text));
    let says = |words: &[&str]| words.iter().any(|word| padded.contains(&format!(" {word} ")));
    let units: [(SalaryUnit, &[&str]); 5] = [
        (SalaryUnit::Hour, &["per hour", "an hour", "hourly", "hr", "ph", "h", "hour", "die stunde", "pro stunde"]),
        (SalaryUnit::Day, &["per day", "a day", "daily", "day rate", "pro tag"]),
        (SalaryUnit::Week, &["per week", "a week", "weekly"]),
        (SalaryUnit::Month, &["per month", "a month", "monthly", "month", "pro monat", "im monat"]),
        (
            SalaryUnit::Year,
            &[
                "per year",
                "a year",
                "yearly",
                "annually",
                "annual",
                "per annum",
                "p a",
                "pa",
                "yr",
                "year",
                "annum",
                "im jahr",
                "pro jahr",
            ],
        ),
    ];
    let first = units.iter().filter(|(_, words)| says(words)).map(|(unit, words)| {
        let at = words.iter().filter_map(|word| padded.find(&format!(" {word} "))).min().unwrap_or(usize::MAX);
        (at, *unit)
    });
    first.min_by_key(|(at, _)| *at).map(|(_, unit)| unit)
}

/// What an amount of this size is usually paid per.
const fn usual_unit(value: u64) -> Option<SalaryUnit> {
    match value {
        15.. if value < 250 => Some(SalaryUnit::Hour),
        1_200.. if value < 12_000 => Some(SalaryUnit::Month),
        15_000.. => Some(SalaryUnit::Year),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
