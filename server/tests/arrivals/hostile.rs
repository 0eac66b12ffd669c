//! Files made to do harm: each is answered with a sentence, in time, and the program goes on.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use rolewright::extract::{FILE_MAX_BYTES, Format, Reader, Unreadable};

use crate::docx::{archive, document, written};

fn reader() -> Reader {
    Reader::new(Some(PathBuf::from(env!("CARGO_BIN_EXE_rolewright"))))
}

/// How long a hostile file may take by the clock, on a machine that is busy with other things: the reader has one second of
/// processor, and is given up after five.
const IN_TIME: Duration = Duration::from_secs(5);

async fn refused(name: &str, bytes: Vec<u8>) -> Unreadable {
    let start = Instant::now();
    let answer = reader().read(name, bytes).await;
    assert!(start.elapsed() < IN_TIME + Duration::from_secs(1), "{name} took {:?}", start.elapsed());
    answer.expect_err(name)
}

#[tokio::test]
async fn archives_that_swell_nest_or_lie_are_refused() {
    let zeros = vec![b' '; 6 * 1024 * 1024];
    let bomb = archive(&[("word/document.xml", &zeros)]);
    assert_eq!(refused("bomb.docx", bomb).await, Unreadable::Packed);

    let many: Vec<String> = (0..300).map(|number| format!("word/{number}.xml")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    assert_eq!(refused("many.docx", archive(&many)).await, Unreadable::Packed);

    let nested = archive(&[("word/document.xml", b"<a/>"), ("word/embeddings/inner.docx", &written("P x"))]);
    assert_eq!(refused("nested.docx", nested).await, Unreadable::Packed);

    // The size that the archive tells is smaller than what comes out.
    let mut liar = archive(&[("word/document.xml", &zeros)]);
    let size = u32::try_from(zeros.len()).unwrap().to_le_bytes();
    let places: Vec<usize> =
        liar.windows(4).enumerate().filter(|(_, window)| *window == size).map(|(place, _)| place).collect();
    assert!(!places.is_empty());
    for place in places {
        liar[place..place + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    assert!(matches!(refused("liar.docx", liar).await, Unreadable::Packed | Unreadable::Damaged));
}

#[tokio::test]
async fn xml_with_entities_or_without_end_is_refused() {
    let laughs = r#"<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>"#;
    let outside = r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:p><w:t>&x;</w:t></w:p></w:document>"#;
    for xml in [laughs, outside] {
        assert_eq!(
            refused("entities.docx", archive(&[("word/document.xml", xml.as_bytes())])).await,
            Unreadable::Damaged
        );
    }
    assert_eq!(
        refused("unknown.docx", document("<w:p><w:r><w:t>&unknown;</w:t></w:r></w:p>")).await,
        Unreadable::Damaged
    );
    let deep = format!("{}{}", "<w:p>".repeat(3_000), "</w:p>".repeat(3_000));
    assert_eq!(refused("deep.docx", document(&deep)).await, Unreadable::Damaged);
    assert_eq!(
        refused("open.docx", archive(&[("word/document.xml", b"<w:document><w:p>")])).await,
        Unreadable::Damaged
    );
    assert_eq!(refused("none.docx", archive(&[("hello.txt", b"hello")])).await, Unreadable::Damaged);
}

#[tokio::test]
async fn what_is_no_such_file_is_refused_with_a_sentence() {
    assert_eq!(refused("empty.docx", Vec::new()).await, Unreadable::Empty);
    assert_eq!(refused("picture.png", b"\x89PNG....".to_vec()).await, Unreadable::Unknown);
    assert_eq!(refused("old.doc", b"\xd0\xcf\x11\xe0".to_vec()).await, Unreadable::OtherOffice);
    assert_eq!(refused("cut.docx", written("P hello there")[..60].to_vec()).await, Unreadable::Damaged);
    assert_eq!(refused("page.pdf", b"PK\x03\x04".to_vec()).await, Unreadable::Damaged);
    assert_eq!(refused("latin.txt", b"M\xfcnchen".to_vec()).await, Unreadable::Encoding);
    assert_eq!(refused("odd.txt", b"\xff\xfe\x00\xd8".to_vec()).await, Unreadable::Encoding);
    assert_eq!(refused("large.txt", vec![b'x'; FILE_MAX_BYTES + 1]).await, Unreadable::TooLarge);
}

#[tokio::test]
async fn broken_pdfs_do_not_hurt() {
    let sound = pdf("BT /F1 12 Tf 72 720 Td (Backend Developer) Tj ET");
    let outline = reader().read("sound.pdf", sound.clone()).await.unwrap();
    assert_eq!(outline.blocks()[0].text(), "Backend Developer");
    refused("head.pdf", b"%PDF-1.7\n".to_vec()).await;
    refused("cut.pdf", sound[..sound.len() / 2].to_vec()).await;
    // A page tree that leads back to itself, and a stream that says nonsense.
    let text = String::from_utf8_lossy(&sound).into_owned();
    for (from, to) in [
        ("/Kids [3 0 R]", "/Kids [2 0 R]"),
        ("/Parent 2 0 R", "/Parent 3 0 R"),
        ("12 Tf", "99999999999999999999 Tf"),
        ("/Type /Font", "/Type /Fnot"),
    ] {
        assert!(text.contains(from));
        let start = Instant::now();
        // Whatever it answers, it answers.
        drop(reader().read("odd.pdf", text.replace(from, to).into_bytes()).await);
        assert!(start.elapsed() < IN_TIME + Duration::from_secs(1), "{to} took {:?}", start.elapsed());
    }
    for place in (0..sound.len()).step_by(7) {
        let mut bitten = sound.clone();
        bitten[place] ^= 0x55;
        rolewright_reads(&bitten);
    }
}

/// In this process: a panic is caught here, so that many files take little time.
fn rolewright_reads(bytes: &[u8]) {
    drop(std::panic::catch_unwind(|| rolewright::extract::extract(Format::Pdf, bytes)));
}

#[tokio::test]
async fn a_page_that_nests_without_end_is_read_or_refused_in_time() {
    let deep = format!("{}<p>words</p>", "<div>".repeat(100_000));
    let formats = format!("{}words", "<b><i><font>".repeat(20_000));
    let table = "<table>".repeat(20_000);
    let markdown = format!("{}words", "> - ".repeat(50_000));
    for (name, text) in [("deep.html", deep), ("formats.html", formats), ("table.html", table), ("deep.md", markdown)] {
        let start = Instant::now();
        let answer = reader().read(name, text.into_bytes()).await;
        println!("{name}: {:?} in {:?}", answer.as_ref().map(|outline| outline.blocks().len()), start.elapsed());
        assert!(start.elapsed() < IN_TIME + Duration::from_secs(1), "{name} took {:?}", start.elapsed());
    }
}

#[tokio::test]
async fn a_reader_that_never_answers_is_given_up() {
    let start = Instant::now();
    // `yes` writes for ever; what is not an answer is none.
    let reader = Reader::new(Some(PathBuf::from("/usr/bin/yes")));
    let answer = reader.read("text.txt", b"hello".to_vec()).await;
    assert!(matches!(answer, Err(Unreadable::TooSlow | Unreadable::Damaged)), "{answer:?}");
    assert!(start.elapsed() < Duration::from_secs(8));
    assert_eq!(
        Reader::new(Some(PathBuf::from("/nowhere"))).read("text.txt", b"hello".to_vec()).await,
        Err(Unreadable::Damaged)
    );
}

/// A page with this content.
fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| file.push_str(&format!("{place:010} 00000 n \n")));
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}
