//! What the list shows, as it stands in the address: `/postings?stage=in_review&team=…&mine=mine&q=…&page=2`.

use domain::review::StageName;
use services::PostingQuery;

use crate::{layout::query, paths};

/// Reads the filter from the address; words that it does not know count as absent.
pub fn from_address() -> PostingQuery {
    PostingQuery {
        stage: query("stage").parse::<StageName>().ok(),
        team: query("team").parse().ok(),
        mine: !query("mine").is_empty(),
        text: query("q").trim().to_owned(),
        page: query("page").parse().unwrap_or(1),
    }
}

/// The address of the list with this filter.
pub fn address(query: &PostingQuery) -> String {
    let fields = [
        ("stage", query.stage.map_or("", StageName::word).to_owned()),
        ("team", query.team.map(|team| team.to_string()).unwrap_or_default()),
        ("mine", if query.mine { "mine" } else { "" }.to_owned()),
        ("q", query.text.trim().to_owned()),
        ("page", if query.page > 1 { query.page.to_string() } else { String::new() }),
    ];
    paths::with_query(paths::POSTINGS, &fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_what_narrows_and_nothing_else() {
        let text = "c++ & <b>".to_owned();
        let narrow = PostingQuery { stage: Some(StageName::InReview), mine: true, text, page: 2, team: None };
        for (query, expected) in [
            (PostingQuery::default(), "/postings"),
            (narrow, "/postings?stage=in_review&mine=mine&q=c%2B%2B%20%26%20%3Cb%3E&page=2"),
        ] {
            assert_eq!(address(&query), expected);
        }
    }
}
