//! The pages of a list: the first, the last, and those around the open one.

use leptos::prelude::*;

/// Pages that are offered on each side of the open one.
const AROUND: u64 = 2;

/// Links to the pages of a list; nothing when there is only one.
#[component]
pub fn Pager(
    /// From 1.
    page: u64,
    pages: u64,
    /// What the list holds in all: “240 postings”.
    #[prop(into)]
    summary: String,
    /// The address of a page.
    href: impl Fn(u64) -> String,
) -> impl IntoView {
    if pages < 2 {
        return ().into_any();
    }
    let link = |entry: Option<u64>| match entry {
        None => view! { <li><span class="pager-off" aria-hidden="true">"…"</span></li> }.into_any(),
        Some(number) if number == page => view! { <li><span aria-current="page">{number}</span></li> }.into_any(),
        Some(number) => {
            view! { <li><a href=href(number) aria-label=format!("Page {number}")>{number}</a></li> }.into_any()
        }
    };
    let links = entries(page, pages).into_iter().map(link).collect_view();
    view! { <nav class="pager" aria-label="Pages"><p>{format!("{summary} on {pages} pages")}</p><ul>{links}</ul></nav> }
        .into_any()
}

/// The numbers to offer; nothing where some are left out.
fn entries(page: u64, pages: u64) -> Vec<Option<u64>> {
    let near = |number: &u64| *number == 1 || *number == pages || number.abs_diff(page) <= AROUND;
    let mut entries = Vec::new();
    for number in (1..=pages).filter(near) {
        if let Some(Some(last)) = entries.last()
            && number - last > 1
        {
            // One page alone takes no more room than the dots would.
            entries.push((number - last == 2).then_some(last + 1));
        }
        entries.push(Some(number));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_keeps_the_ends_and_the_neighbours() {
        for (page, pages, expected) in [
            (1, 2, "1 2"),
            (1, 5, "1 2 3 4 5"),
            (1, 9, "1 2 3 … 9"),
            (5, 9, "1 2 3 4 5 6 7 8 9"),
            (10, 40, "1 … 8 9 10 11 12 … 40"),
            (40, 40, "1 … 38 39 40"),
        ] {
            let shown = entries(page, pages).into_iter().map(|entry| entry.map_or("…".to_owned(), |n| n.to_string()));
            assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
        }
    }
}
