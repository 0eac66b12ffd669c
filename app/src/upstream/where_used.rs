//! Where an item is used, and whom an offer would reach.

use leptos::prelude::*;
use services::{Lines, Reaching, TemplateRef, VersionUses, WhereUsed};

use super::counted;
use crate::paths;

/// What uses each version: drafts, running reviews, what is public, templates.
#[component]
pub fn UsedBy(
    used: WhereUsed,
    /// The published version; 0 for one that is not in use.
    current: u32,
) -> impl IntoView {
    let rows = used.versions.iter().map(|version| row(version, current)).collect_view();
    let templates = (!used.templates.is_empty()).then(|| in_templates(&used.templates));
    view! {
        <div class="dependents">
        {(!used.versions.is_empty()).then(|| view! {
            <div class="table-wrap"><table class="table" data-stack="">
                <thead><tr><th scope="col">"Version"</th><th scope="col">"Drafts"</th><th scope="col">"In review"</th><th scope="col">"Public"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table></div>
        })}
        {templates}
        </div>
    }
}

/// Templates that are named; the rest is a number.
const NAMED: usize = 5;

/// “Drafts of 7 templates start with it: …”
fn in_templates(templates: &[TemplateRef]) -> AnyView {
    let named = templates.iter().take(NAMED).enumerate().map(|(place, template)| {
        let link = view! { <a href=paths::template(&template.slug)>{template.name.clone()}</a> };
        view! { {(place > 0).then_some("; ")}{link}{format!(" (version {})", template.version)} }
    });
    let more = templates.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| format!("; and {more} more"));
    let count = counted(templates.len() as u64, "template");
    view! { <p class="block-note">{format!("Drafts from {count} start with it: ")}{named.collect_view()}{more}"."</p> }
        .into_any()
}

fn row(uses: &VersionUses, current: u32) -> AnyView {
    let is_current = if uses.version == current { ", published" } else { "" };
    let version = format!("Version {}{is_current}", uses.version);
    view! {
        <tr>
            <th scope="row">{version}</th>
            <td data-label="Drafts">{cell(uses.drafts)}</td>
            <td data-label="In review">{cell(uses.reviews)}</td>
            <td data-label="Public">{cell(uses.publications)}</td>
        </tr>
    }
    .into_any()
}

/// “12 lines in 5 postings, 2 reworded”.
fn cell(lines: Lines) -> String {
    if lines.lines == 0 {
        return "–".to_owned();
    }
    let reworded = if lines.overridden > 0 { format!(", {} reworded", lines.overridden) } else { String::new() };
    format!("{} in {}{reworded}", counted(lines.lines, "line"), counted(lines.postings, "posting"))
}

/// Of what one edits of an item, only the line stands in postings.
pub const NEW_LINE: &str = "A change of the line";

/// What happens in drafts when something new of the item comes: “It will be offered to …”.
pub fn reach_words(what: &str, reach: &Reaching) -> String {
    let Reaching { all, teams, elsewhere } = reach;
    if all.lines == 0 {
        return "No draft uses it yet, so it will be offered to no line.".to_owned();
    }
    let named = teams.iter().map(|team| format!("{} {}", team.team_name, team.lines));
    let others = (*elsewhere > 0).then(|| format!("other teams {elsewhere}"));
    let teams: Vec<String> = named.chain(others).collect();
    let reworded = match all.overridden {
        0 => String::new(),
        1 => " One of them is reworded there.".to_owned(),
        more => format!(" {more} of them are reworded there."),
    };
    format!(
        "{what} will be offered to {} in {} ({}).{reworded} Nothing changes there until somebody decides.",
        counted(all.lines, "line"),
        counted(all.postings, "posting"),
        teams.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use services::Reach;

    use super::*;

    #[test]
    fn it_is_said_whom_an_offer_reaches() {
        assert_eq!(reach_words("It", &Reaching::default()), "No draft uses it yet, so it will be offered to no line.");
        let team = |name: &str, lines| Reach {
            team: "00000000-0000-0000-0000-000000000000".parse().unwrap(),
            team_name: name.to_owned(),
            lines,
            overridden: 0,
            postings: 1,
        };
        let reach = Reaching {
            all: Lines { lines: 13, overridden: 2, postings: 5 },
            teams: vec![team("Platform", 8), team("Data", 1)],
            elsewhere: 4,
        };
        assert_eq!(
            reach_words("It", &reach),
            "It will be offered to 13 lines in 5 postings (Platform 8, Data 1, other teams 4). 2 of them are reworded \
             there. Nothing changes there until somebody decides."
        );
    }
}
