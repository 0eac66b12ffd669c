//! A posting as its readers see it: whose it is, title, facts, text, how to apply.

use domain::{
    posting::{FactKey, Snapshot},
    publish::{Fact, html, summary},
};
use leptos::prelude::*;

/// The posting, in public or in the preview.
#[component]
pub fn Article(
    snapshot: Snapshot,
    /// The last small print: when it was posted.
    #[prop(optional, into)]
    end: Option<String>,
) -> impl IntoView {
    let fact = |key: FactKey| snapshot.facts.get(key).trim().to_owned();
    let (title, organization, how) =
        (fact(FactKey::Title), fact(FactKey::HiringOrganization), fact(FactKey::HowToApply));
    let title = if title.is_empty() { "Untitled posting".to_owned() } else { title };
    view! {
        <article class="posting">
            {(!organization.is_empty()).then(|| view! { <p class="posting-org">{organization}</p> })}
            <h1>{title}</h1>
            <Facts facts=summary(&snapshot)/>
            {(!how.is_empty()).then(|| view! { <p class="posting-now"><a href="#apply">"How to apply"</a></p> })}
            // Made and escaped by the domain, the same as in every export.
            <div class="posting-text" inner_html=html(&snapshot)></div>
            {(!how.is_empty()).then(|| view! { <HowToApply how/> })}
            {end.map(|end| view! { <footer class="posting-end"><p>{end}</p></footer> })}
        </article>
    }
}

/// The facts that stand nowhere else on the page.
#[component]
fn Facts(facts: Vec<Fact>) -> impl IntoView {
    let elsewhere = |fact: &Fact| matches!(fact.label, "Employer" | "How to apply");
    let rows = facts.into_iter().filter(|fact| !elsewhere(fact));
    let rows = rows.map(|fact| view! { <div><dt>{fact.label}</dt><dd>{fact.value}</dd></div> }).collect::<Vec<_>>();
    (!rows.is_empty()).then(|| view! { <dl class="posting-facts">{rows}</dl> })
}

#[component]
fn HowToApply(how: String) -> impl IntoView {
    let way = match apply_link(&how) {
        Some(href) => {
            let words = if href.starts_with("mailto:") { format!("Write to {how}") } else { "Apply now".to_owned() };
            view! { <a class="posting-apply" href=href rel="noopener">{words}</a> }.into_any()
        }
        None => view! { <p>{how}</p> }.into_any(),
    };
    view! { <section class="posting-how" id="apply"><h2>"Apply"</h2>{way}</section> }
}

/// What stands there as a link: a web address or an e-mail address alone, never a script.
fn apply_link(how: &str) -> Option<String> {
    if how.contains(char::is_whitespace) {
        return None;
    }
    let is_web = how.starts_with("https://") || how.starts_with("http://");
    let is_mail = how.split_once('@').is_some_and(|(name, host)| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        !name.is_empty() && name.chars().all(plain) && host.contains('.') && host.chars().all(plain)
    });
    if is_web { Some(how.to_owned()) } else { is_mail.then(|| format!("mailto:{how}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_become_links() {
        for (how, link) in [
            ("https://acme.example/apply", Some("https://acme.example/apply")),
            ("jobs@acme.example", Some("mailto:jobs@acme.example")),
            ("javascript:alert(1)//@x.y", None),
            ("jobs@acme.example?bcc=x@y.z", None),
            ("Call us: +49 30 1234", None),
            ("Write to jobs@acme.example", None),
        ] {
            assert_eq!(apply_link(how).as_deref(), link, "{how}");
        }
    }
}
