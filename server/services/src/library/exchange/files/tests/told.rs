//! What is told of rows that can't be read: the column, in words of ours, and by what the row is known.

use super::*;

/// What is said of the one item of a list, by column, and what it is known by.
fn told(item: &str) -> (Vec<(String, String)>, String, String) {
    let (rows, result) = read_all(ExchangeFormat::Json, format!("[{item}]").as_bytes());
    assert_eq!((rows.len(), result), (1, Ok(())), "{item}");
    let unread = rows[0].row.clone().unwrap_err();
    let faults = unread.faults.into_iter().map(|fault| (fault.field, fault.message)).collect();
    (faults, unread.slug, unread.name)
}

#[test]
fn what_is_wrong_with_an_item_of_json_is_told_by_field_in_our_words() {
    let parsers = ["invalid type", "expected", "struct", "missing field", "EOF", "control character"];
    for (item, column, words) in [
        (r#"{"name":5}"#, "name", "“5” is a number, not a text. Write a text in quotation marks."),
        (r#"{"level":{"a":1}}"#, "level", "“{\"a\":1}” is an object, not a text."),
        (r#"{"tags":"food"}"#, "tags", "“food” is a text, not a list. Write [\"one\", \"two\"]."),
        (r#"{"tags":["food",7]}"#, "tags", "“7” is a number, not a text."),
        (r#"{"seniority":true}"#, "seniority", "“true” is yes or no, not a list."),
        (r#"{"taxonomy":["onet"]}"#, "taxonomy", "“onet” is no reference. Write {\"scheme\": \"onet\""),
        (r#"{"sources":[{"seed":"A"}]}"#, "sources", "is no reference. Write {\"seed\": \"A\""),
        (r#"{"sources":{}}"#, "sources", "“{}” is an object, not a list. Write [{\"seed\""),
        (r#"{"name":"A","name":"B"}"#, "name", "It is there twice in this item. Keep one."),
        (r#"{"nome":1}"#, "row", "There is no field “nome”. There are slug, kind,"),
        ("7", "row", "“7” is no item. An item stands in braces"),
        (r#""soup""#, "row", "“soup” is no item."),
        ("soup", "row", "This is no JSON, as is seen at “s"),
        (r#"{"slug":"soup" "name":"Soup"}"#, "row", "This is no JSON, as is seen at “{\"slug\":\"soup\" "),
        ("{\"body\":\"a\nb\"}", "row", "This is no JSON"),
    ] {
        let (faults, ..) = told(item);
        let [(told_of, sentence)] = faults.as_slice() else { panic!("{item}: {faults:?}") };
        assert_eq!(told_of, column, "{item}");
        assert!(sentence.contains(words), "{item}: {sentence}");
        assert!(parsers.iter().all(|parser| !sentence.contains(parser)), "{item}: {sentence}");
    }
}

#[test]
fn an_item_of_json_that_can_not_be_read_is_known_by_its_slug_and_name() {
    let long = format!(r#"{{"slug":"soup","name":"Soup","body":"{}"}}"#, "x".repeat(300_000));
    for item in [
        r#"{"slug":"soup","name":"Soup","level":5}"#,
        r#"{"slug":"soup","name" : "Soup","tags":["a" "b"]}"#,
        r#"{"name":"Soup","level":5,"slug":"soup","x":{"name":"no"}}"#,
        &long,
    ] {
        let (_, slug, name) = told(item);
        assert_eq!((slug.as_str(), name.as_str()), ("soup", "Soup"), "{item:.60}");
    }
    let many: String = (0..5_000).map(|n| format!("\"x{n}\":1,")).collect();
    assert_eq!(told(&format!("{{{many}\"name\":\"Soup\"}}")).0.len(), 10, "a report has an end");
}

#[test]
fn a_row_of_a_table_that_can_not_be_read_is_known_by_its_slug_and_name() {
    let mut text = b"slug,name,body\nsoup,Soup\nsoup,Soup,\xff\n".to_vec();
    text.extend(format!("soup,Soup,{}\n", "x".repeat(200_000)).as_bytes());
    let (rows, result) = read_all(ExchangeFormat::Csv, &text);
    assert_eq!(result, Ok(()));
    let unread: Vec<Unread> = rows.into_iter().map(|row| row.row.unwrap_err()).collect();
    let fields: Vec<&str> = unread.iter().map(|unread| unread.faults[0].field.as_str()).collect();
    assert_eq!(fields, ["row", "body", "row"]);
    assert!(unread[..2].iter().all(|unread| (unread.slug.as_str(), unread.name.as_str()) == ("soup", "Soup")));
    assert!(unread[2].slug.is_empty(), "what was read over is not held");
    let head = r#"<row r="1"><c r="A1" t="str"><v>slug</v></c><c r="B1" t="str"><v>level</v></c></row>"#;
    let row = r##"<row r="2"><c r="A2" t="str"><v>soup</v></c><c r="B2" t="e"><v>#REF!</v></c></row>"##;
    let unread = read_all(ExchangeFormat::Xlsx, &sheet(&format!("{head}{row}"))).0.remove(0).row.unwrap_err();
    assert_eq!(unread.slug, "soup");
    assert_eq!(unread.faults, [FieldError::new("level", "The sheet shows the error #REF!.")]);
}
