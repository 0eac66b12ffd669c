//! Files of all manners: what is read, what is told, and that nothing grows without a limit.

use std::io::{Cursor, Write};

use domain::library::{ItemKind, ItemStatus, WordingForm};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;

mod told;

fn read_all(format: ExchangeFormat, bytes: &[u8]) -> (Vec<FileRow>, Result<(), Trouble>) {
    let mut rows = Vec::new();
    let result = read(format, Cursor::new(bytes), &Pace::default(), &mut |row| {
        rows.push(row);
        Ok(())
    });
    (rows, result)
}

fn said(format: ExchangeFormat, bytes: &[u8]) -> String {
    match read_all(format, bytes).1 {
        Err(Trouble::Sentence(sentence)) => sentence,
        other => panic!("{other:?}"),
    }
}

fn written(format: ExchangeFormat, items: &[ExchangeRow]) -> Vec<u8> {
    if format == ExchangeFormat::Xlsx {
        return write_workbook(std::iter::once(items.to_vec())).unwrap();
    }
    let (first, second) = items.split_at(items.len() / 2);
    let mut bytes = head(format).unwrap();
    bytes.extend(rows(format, first, true).unwrap());
    bytes.extend(rows(format, second, first.is_empty()).unwrap());
    bytes.extend(tail(format).as_bytes());
    bytes
}

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~]{0,12}".prop_map(|text| text),
        Just("=1+1".to_owned()),
        Just("'@SUM(A1)".to_owned()),
        Just("＝1".to_owned()),
        Just("\"quoted\", and; more\r\nlines".to_owned()),
        Just("\u{0}\u{1b}[31m\u{202e}".to_owned()),
        Just("שלום עולם 👩\u{200d}💻 _x0041_ ]]> <b>&lt;".to_owned()),
        Just("\u{fffe}\u{ffff}".to_owned()),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

prop_compose! {
    fn item()(name in nasty(), body in nasty(), guidance in nasty(), labels in nasty(), source in nasty(), slug in "[a-z]{1,8}") -> Option<ExchangeRow> {
        let form = WordingForm {
            name, body, guidance, synonyms: labels.clone(), tags: labels,
            seniority: vec!["mid".into(), "senior".into()],
            default_level: "expert".into(),
            taxonomy: Some("onet 15-1252.00 https://a.example/?a=1;b=2\nown x y".into()),
            sources: Some(source),
            ..WordingForm::default()
        };
        let wording = form.read(None).ok()?;
        Some(ExchangeRow::of(&slug, ItemKind::Skill, "language", ItemStatus::Published, &wording))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn what_is_written_is_read_as_it_was(items in proptest::collection::vec(item(), 1..6)) {
        let items: Vec<ExchangeRow> = items.into_iter().flatten().collect();
        for format in ExchangeFormat::ALL {
            let bytes = written(*format, &items);
            prop_assert_eq!(&bytes, &written(*format, &items), "the same rows are the same bytes");
            let (rows, result) = read_all(*format, &bytes);
            prop_assert_eq!(result, Ok(()), "{}", format);
            let read: Vec<ExchangeRow> = rows.into_iter().map(|row| row.row.unwrap()).collect();
            prop_assert_eq!(&read, &items, "{}", format);
        }
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in "[\\[\\]{}\",:\\\\a-z0-9;\t\n]{0,200}") {
        for format in ExchangeFormat::ALL {
            drop(read_all(*format, &bytes));
            drop(read_all(*format, text.as_bytes()));
        }
    }
}

/// Bytes that come in pieces of this size, as they do from the network and the database.
struct Pieces<'b>(&'b [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = self.1.min(buffer.len()).min(self.0.len());
        self.0.read(&mut buffer[..size])
    }
}

#[test]
fn no_row_is_lost_in_whatever_pieces_a_file_comes() {
    // Each row has ten bytes, so that many pieces end with one.
    let csv: String =
        std::iter::once("name,tags\n".to_owned()).chain((0..400).map(|n| format!("n{n:04},abc\n"))).collect();
    let json = format!("[{}]", (0..400).map(|n| format!("{{\"name\":\"{n:04}\"}}")).collect::<Vec<_>>().join(","));
    for (format, text) in [(ExchangeFormat::Csv, &csv), (ExchangeFormat::Json, &json)] {
        for size in [1, 5, 7, 10, 20, 50, 1_000, 4_000, 100_000] {
            let mut rows = 0;
            let result = read(format, Pieces(text.as_bytes(), size), &Pace::default(), &mut |row| {
                rows += u32::from(row.row.is_ok());
                Ok(())
            });
            assert_eq!((rows, result), (400, Ok(())), "{format} in pieces of {size}");
        }
    }
}

#[test]
fn a_sheet_from_elsewhere_is_read_whatever_separates_its_cells() {
    for text in [
        "Name;Body\nBread;We, offer\n",
        "\u{feff}name,body\r\nBread,\"We, offer\"\r\n,\r\n\r\n",
        "name\tbody\nBread\tWe, offer\n",
    ] {
        let (rows, result) = read_all(ExchangeFormat::Csv, text.as_bytes());
        assert_eq!((rows.len(), result), (1, Ok(())), "{text:?}");
        assert_eq!(rows[0].row.as_ref().unwrap().get(Column::Body), Some("We, offer"));
        assert_eq!(rows[0].row.as_ref().unwrap().get(Column::Slug), None, "it has no such column");
    }
}

#[test]
fn a_table_that_is_none_is_told_in_one_sentence() {
    let utf16: Vec<u8> = "name,body\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = format!("name{}\n", ",x".repeat(1_000_000));
    for (bytes, words) in [
        (&b""[..], "is empty"),
        (b"\n\n", "is empty"),
        (b"PK\x03\x04rest", "no CSV file but a packed one"),
        (&utf16, "no text in UTF-8"),
        (b"\xff\xfen\0", "no text in UTF-8"),
        (b"nome,body\n", "no column \u{201c}nome\u{201d}"),
        (b"name,name\n", "is there twice"),
        (wide.as_bytes(), "more than 64 columns"),
    ] {
        assert!(said(ExchangeFormat::Csv, bytes).contains(words), "{}", said(ExchangeFormat::Csv, bytes));
    }
}

#[test]
fn a_row_that_is_none_is_told_of_that_row_alone() {
    let commas = ",".repeat(1_000_000);
    let long = "x".repeat(2_000_000);
    let text = format!("name,body\nA,a\nB\nC,c,c\n{commas}\nD,{long}\nE,e\n\"F\nf\",f\nG,g\n");
    let mut bytes = text.into_bytes();
    bytes.extend(b"H,\xff\nI,\"cut off");
    let (rows, result) = read_all(ExchangeFormat::Csv, &bytes);
    assert_eq!(result, Ok(()));
    let fits: Vec<_> = rows.iter().map(|row| (row.line, row.row.is_ok())).collect();
    assert_eq!(
        fits,
        [
            (2, true),
            (3, false),
            (4, false),
            (5, false),
            (6, false),
            (7, true),
            (8, true),
            (10, true),
            (11, false),
            (12, true)
        ]
    );
}

#[test]
fn json_is_read_item_by_item() {
    let deep = format!("{{\"name\":{}1{}}}", "[".repeat(50_000), "]".repeat(50_000));
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(300_000));
    let text = format!(
        "[\n{{\"name\":\"A, ] \\\" }}\"}},\n{{\"nome\":1}},7,\"x\",{{\"name\":7}},\n{deep},{long},{{\"tags\":[\"a\",\"b\"]}}]"
    );
    let (rows, result) = read_all(ExchangeFormat::Json, text.as_bytes());
    assert_eq!(result, Ok(()));
    assert_eq!(
        rows.iter().map(|row| row.row.is_ok()).collect::<Vec<_>>(),
        [true, false, false, false, false, false, false, true]
    );
    assert_eq!(rows[0].row.as_ref().unwrap().get(Column::Name), Some("A, ] \" }"));
    assert_eq!(rows[7].row.as_ref().unwrap().get(Column::Tags), Some("a, b"));
    assert_eq!((rows[0].line, rows[1].line, rows[5].line), (2, 3, 4));
}

#[test]
fn json_that_is_no_list_or_was_cut_off_is_told_in_one_sentence() {
    for (text, words) in [
        ("", "is empty"),
        ("{\"items\":[]}", "no JSON list"),
        ("name,body", "no JSON list"),
        ("[{\"name\":\"A\"}", "cut off"),
        ("[{\"name\":\"A", "cut off"),
        ("[", "cut off"),
        ("[] []", "behind the end"),
        ("[{}{}]", "one comma"),
        ("[,]", "one comma"),
    ] {
        assert!(
            said(ExchangeFormat::Json, text.as_bytes()).contains(words),
            "{text}: {}",
            said(ExchangeFormat::Json, text.as_bytes())
        );
    }
    assert_eq!(read_all(ExchangeFormat::Json, "\u{feff} [ ] ".as_bytes()), (Vec::new(), Ok(())));
}

#[test]
fn a_file_that_takes_too_long_is_given_up() {
    let pace = Pace::default().ended();
    let result = read(ExchangeFormat::Csv, Cursor::new(b"name\nA\n"), &pace, &mut |_| Ok(()));
    assert!(matches!(result, Err(Trouble::Sentence(sentence)) if sentence.contains("takes too long")));
}

const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELS: &str = r#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in [("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", RELS)].iter().chain(parts) {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn sheet(rows: &str) -> Vec<u8> {
    package(&[("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"))])
}

const HEAD: &str =
    r#"<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c><c r="B1" t="str"><v>body</v></c></row>"#;

#[test]
fn a_sheet_of_excel_is_read_with_what_its_formulas_came_to() {
    let texts = "<sst uniqueCount=\"9999999999999\"><si><t>Br</t><r><t xml:space=\"preserve\">ead &amp; </t></r><rPh><t>no</t></rPh></si></sst>";
    let rows = r#"<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3"><f>1+1</f><v>2</v></c></row><row r="1048576"><c r="B1048576" t="e"><v>#REF!</v></c></row><row><c r="C9"><v>1</v></c></row><row r="9"><c t="s"><v>5</v></c></row>"#;
    let bytes = package(&[
        ("xl/sharedStrings.xml", texts),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{HEAD}{rows}</sheetData></worksheet>")),
    ]);
    let (rows, result) = read_all(ExchangeFormat::Xlsx, &bytes);
    assert_eq!(result, Ok(()));
    let first = rows[0].row.as_ref().unwrap();
    assert_eq!((first.get(Column::Name), first.get(Column::Body)), (Some("Bread & "), Some("2")));
    assert_eq!(rows.iter().map(|row| row.row.is_ok()).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!((rows[0].line, rows[1].line), (3, 1_048_576));
}

#[test]
fn a_hostile_sheet_is_told_in_one_sentence() {
    let bomb = format!("<a>{}</a>", "<b/>".repeat(3_000_000));
    let long = format!("{HEAD}<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(400_000));
    let wide = "<c><v>1</v></c>".repeat(100);
    let wide = format!("<row r=\"1\">{wide}</row>");
    let many: Vec<(String, String)> = (0..300).map(|n| (format!("x{n}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let laughs = r#"<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]><worksheet><sheetData/></worksheet>"#;
    let whole = sheet(HEAD);
    for (bytes, words) in [
        (b"name,body".to_vec(), "no Excel file"),
        (whole[..whole.len() / 2].to_vec(), "cut off"),
        (package(&[]), "a part of it is missing"),
        (package(&many), "more than 200 files"),
        (package(&[("xl/worksheets/sheet1.xml", laughs)]), "document type"),
        (sheet("<row><c><v>&own;</v></c></row>"), "entity of its own"),
        (sheet(&bomb), "far too large"),
        (sheet(&long), "far too long"),
        (sheet(&wide), "more than 64"),
        (sheet(""), "is empty"),
        (sheet("<row><c><v>1"), "damaged"),
    ] {
        let sentence = said(ExchangeFormat::Xlsx, &bytes);
        assert!(sentence.contains(words), "{words}: {sentence}");
    }
}

#[test]
fn an_archive_that_lies_about_its_sizes_is_measured_by_what_comes_out() {
    let mut bytes = sheet(&"<row/>".repeat(2_000_000));
    // Every size that the directory and the heads tell becomes small.
    let size =
        u32::try_from("<worksheet><sheetData></sheetData></worksheet>".len() + 6 * 2_000_000).unwrap().to_le_bytes();
    let places: Vec<usize> = (0..bytes.len() - 4).filter(|place| bytes[*place..place + 4] == size).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + 4].copy_from_slice(&10_u32.to_le_bytes());
    }
    let result = read_all(ExchangeFormat::Xlsx, &bytes).1;
    assert!(matches!(result, Err(Trouble::Sentence(_))), "{result:?}");
}
