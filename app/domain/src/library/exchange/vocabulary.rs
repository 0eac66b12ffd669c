//! The words of exchanging: columns, formats, how far an import has come, what a row does.

use crate::posting::words;

words! {
    /// A column of a file, in the order in which they are written.
    Column {
        Slug = "slug", "Slug";
        Kind = "kind", "Kind";
        Group = "group", "Group";
        State = "state", "State";
        Name = "name", "Name";
        Body = "body", "Line";
        Guidance = "guidance", "Guidance";
        Synonyms = "synonyms", "Synonyms";
        Tags = "tags", "Tags";
        Seniority = "seniority", "Seniority";
        Requirement = "requirement", "Requirement";
        Level = "level", "Level";
        Taxonomy = "taxonomy", "Taxonomy";
        Sources = "sources", "Sources";
    }
}

words! {
    /// How a file is written.
    ExchangeFormat {
        Csv = "csv", "CSV";
        Json = "json", "JSON";
        Xlsx = "xlsx", "Excel";
    }
}

words! {
    /// How far the import of a file has come.
    ImportStage {
        Arriving = "arriving", "Uploading";
        Checking = "checking", "Checking";
        Checked = "checked", "Checked";
        Importing = "importing", "Importing";
        Done = "done", "Imported";
        Failed = "failed", "Not imported";
    }
}

words! {
    /// What a row does to the library.
    Outcome {
        Created = "created", "New";
        Changed = "changed", "Changed";
        Unchanged = "unchanged", "Unchanged";
        Rejected = "rejected", "Rejected";
    }
}
