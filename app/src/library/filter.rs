//! The filter of the list as it stands in the address: `/library?kind=skill&group=language&tag=web&state=published&q=…`.

use domain::library::{ItemKind, ItemState};
use services::{BrowseOrder, LibraryFilter};

use crate::{layout::query, paths};

/// Reads the filter from the address; words that it does not know count as absent.
pub fn from_address() -> LibraryFilter {
    let some = |name: &str| Some(query(name)).filter(|value| !value.is_empty());
    LibraryFilter {
        kind: query("kind").parse::<ItemKind>().ok(),
        group: some("group"),
        tag: some("tag"),
        state: query("state").parse::<ItemState>().ok(),
        query: query("q"),
        order: order_of(&query("order")),
        page: query("page").parse().unwrap_or(1),
    }
}

/// The words of the orders, in the order of the form.
pub const ORDERS: [(BrowseOrder, &str, &str); 3] = [
    (BrowseOrder::MostUsed, "used", "Most used first"),
    (BrowseOrder::Name, "name", "By name"),
    (BrowseOrder::LastChanged, "changed", "Last changed first"),
];

fn order_of(word: &str) -> BrowseOrder {
    ORDERS.iter().find(|(_, known, _)| *known == word).map(|(order, _, _)| *order).unwrap_or_default()
}

fn order_word(order: BrowseOrder) -> &'static str {
    ORDERS.iter().find(|(known, _, _)| *known == order).map_or("", |(_, word, _)| *word)
}

/// The filter's fields, those that narrow nothing left out.
pub fn fields(filter: &LibraryFilter) -> Vec<(&'static str, String)> {
    let order = if filter.order == BrowseOrder::default() { "" } else { order_word(filter.order) };
    let page = if filter.page > 1 { filter.page.to_string() } else { String::new() };
    let all = [
        ("kind", filter.kind.map(|kind| kind.to_string()).unwrap_or_default()),
        ("group", filter.group.clone().unwrap_or_default()),
        ("tag", filter.tag.clone().unwrap_or_default()),
        ("state", filter.state.map(|state| state.to_string()).unwrap_or_default()),
        ("q", filter.query.trim().to_owned()),
        ("order", order.to_owned()),
        ("page", page),
    ];
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The address of the list with this filter.
pub fn address(filter: &LibraryFilter) -> String {
    paths::with_query(paths::LIBRARY, &fields(filter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_narrows_and_nothing_else() {
        let all = LibraryFilter::default();
        let narrow = LibraryFilter {
            kind: Some(ItemKind::Skill),
            tag: Some("c++ & <b>".to_owned()),
            query: " ü ".to_owned(),
            page: 2,
            ..LibraryFilter::default()
        };
        for (filter, expected) in
            [(all, "/library"), (narrow, "/library?kind=skill&tag=c%2B%2B%20%26%20%3Cb%3E&q=%C3%BC&page=2")]
        {
            assert_eq!(address(&filter), expected);
        }
    }
}
