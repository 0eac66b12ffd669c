//! What the audit log shows, as it stands in the address: `/audit?about=reviews&who=…&from=2026-11-01&before=57`.

use domain::{
    events::Topic,
    time::{read_date, write_date},
};
use services::AuditQuery;

use crate::paths;

/// Reads the filter by the names of its fields; words that it does not know count as absent.
pub fn audit_query(field: impl Fn(&str) -> String) -> AuditQuery {
    AuditQuery {
        who: field("who").parse().ok(),
        about: field("about").parse().ok(),
        posting: field("posting").parse().ok(),
        from: read_date(&field("from")),
        to: read_date(&field("to")),
    }
}

/// The address of the log, or of an export of it, with this filter; `before` continues a list.
pub fn audit_address(path: &str, query: &AuditQuery, before: Option<i64>) -> String {
    let day = |day: Option<_>| day.map(write_date).unwrap_or_default();
    let fields = [
        ("about", query.about.map_or("", Topic::word).to_owned()),
        ("who", query.who.map(|who| who.to_string()).unwrap_or_default()),
        ("posting", query.posting.map(|posting| posting.to_string()).unwrap_or_default()),
        ("from", day(query.from)),
        ("to", day(query.to)),
        ("before", before.map(|seq| seq.to_string()).unwrap_or_default()),
    ];
    paths::with_query(path, &fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> AuditQuery {
        let pairs: Vec<(&str, &str)> = address
            .split_once('?')
            .map_or("", |(_, query)| query)
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .collect();
        audit_query(|name| pairs.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value).to_owned())
    }

    #[test]
    fn a_filter_is_read_from_its_address_as_it_was() {
        let query = AuditQuery {
            who: "018f0000-0000-7000-8000-000000000001".parse().ok(),
            about: Some(Topic::Reviews),
            posting: "018f0000-0000-7000-8000-000000000002".parse().ok(),
            from: read_date("2026-11-01"),
            to: read_date("2026-11-25"),
        };
        assert!(query.who.is_some() && query.posting.is_some() && query.to.is_some());
        assert_eq!(read(&audit_address(paths::AUDIT, &query, Some(3))), query);
        assert_eq!(audit_address(paths::AUDIT_CSV, &AuditQuery::default(), None), paths::AUDIT_CSV);
    }

    #[test]
    fn nonsense_in_the_address_counts_as_absent() {
        assert_eq!(read("/audit?who=me&about=bread&posting=1&from=yesterday&to=2026-02-30"), AuditQuery::default());
    }
}
