//! HTML: semantic sections for pages, and the flatter form that job search engines take as a description.

use super::outline::{Part, parts};
use crate::posting::Snapshot;

/// The document part of a posting as sections with a heading each. Titles, facts and the frame belong to the page.
#[must_use]
pub fn html(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    for part in parts(snapshot) {
        out.push_str("<section>");
        element(&mut out, "h2", &part.heading);
        body(&mut out, &part);
        out.push_str("</section>\n");
    }
    out
}

/// The same with `p`, `ul` and `li` only: search engines ignore headings (Google for Jobs: description).
#[must_use]
pub fn description(snapshot: &Snapshot) -> String {
    let mut out = String::new();
    for part in parts(snapshot) {
        element(&mut out, "p", &part.heading);
        body(&mut out, &part);
    }
    out
}

fn body(out: &mut String, part: &Part) {
    if part.is_prose {
        part.lines.iter().for_each(|line| element(out, "p", line));
    } else {
        out.push_str("<ul>");
        part.lines.iter().for_each(|line| element(out, "li", line));
        out.push_str("</ul>");
    }
}

fn element(out: &mut String, name: &str, text: &str) {
    out.extend(["<", name, ">"]);
    text.chars().for_each(|c| escape(out, c));
    out.extend(["</", name, ">"]);
}

/// Safe as text and within quoted attributes. Control characters are no part of HTML and left out.
fn escape(out: &mut String, c: char) {
    match c {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        c if c.is_control() && !matches!(c, '\n' | '\t') => {}
        c => out.push(c),
    }
}
