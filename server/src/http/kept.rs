//! A rendered page as it is kept: compressed once in each way that somebody asked for, so that an answer from memory
//! costs no more than finding it.

use std::{
    io::{self, Write},
    sync::OnceLock,
};

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use sha2::{Digest, Sha256};

/// A page takes a third of a millisecond. At 9, brotli lays out 32 MiB of tables for it, thirty times the work for not
/// one percent.
const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 22;
const BUFFER_BYTES: usize = 16 * 1024;

/// A page with everything that its answers need.
pub(crate) struct KeptPage {
    status: StatusCode,
    etag: HeaderValue,
    html: Bytes,
    /// None of the two when it could not be compressed.
    gzip: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
}

/// How the bytes of an answer are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Identity,
    Gzip,
    Brotli,
}

impl KeptPage {
    pub(crate) fn new(status: StatusCode, html: Bytes) -> Self {
        Self { status, etag: etag(&html), html, gzip: OnceLock::new(), brotli: OnceLock::new() }
    }

    /// The answer to whoever asks with these headers: nothing when they have the page already.
    pub(crate) fn answer(&self, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        if self.status == StatusCode::OK && self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else {
            *response.status_mut() = self.status;
            self.write(coding(asked), &mut response);
        }
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }

    fn write(&self, coding: Coding, response: &mut Response) {
        let (name, bytes) = match coding {
            Coding::Brotli => (Some("br"), self.brotli()),
            Coding::Gzip => (Some("gzip"), self.gzip()),
            Coding::Identity => (None, None),
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let (Some(name), Some(_)) = (name, bytes) {
            // Seeing it, the layer that compresses every other answer leaves this one as it is.
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        *response.body_mut() = Body::from(bytes.unwrap_or(&self.html).clone());
    }

    fn gzip(&self) -> Option<&Bytes> {
        self.gzip.get_or_init(|| gzip(&self.html).ok().map(Bytes::from)).as_ref()
    }

    fn brotli(&self) -> Option<&Bytes> {
        self.brotli.get_or_init(|| brotli(&self.html).ok().map(Bytes::from)).as_ref()
    }

    fn is_known(&self, asked: &HeaderMap) -> bool {
        let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
        known.flat_map(|etags| etags.split(',')).any(|etag| etag.trim().as_bytes() == self.etag.as_bytes())
    }
}

/// One mark for all codings: it is weak, it stands for the page and not for the bytes.
fn etag(html: &[u8]) -> HeaderValue {
    HeaderValue::from_str(&format!("W/\"{:.24x}\"", Sha256::digest(html))).unwrap_or(HeaderValue::from_static("W/\"\""))
}

/// The coding that `Accept-Encoding` likes best; of two that it likes the same, the smaller one.
fn coding(asked: &HeaderMap) -> Coding {
    let lists = asked.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    let liked = lists.flat_map(|list| list.split(',')).filter_map(|item| {
        let (name, weight) = item.split_once(';').unwrap_or((item, "q=1"));
        let coding = match name.trim().to_ascii_lowercase().as_str() {
            "br" => Coding::Brotli,
            "gzip" | "x-gzip" => Coding::Gzip,
            _ => return None,
        };
        let weight: f32 = weight.trim().strip_prefix("q=")?.trim().parse().ok()?;
        (weight > 0.0).then_some((weight, coding))
    });
    let best = liked.max_by(|a, b| a.0.total_cmp(&b.0).then((a.1 == Coding::Brotli).cmp(&(b.1 == Coding::Brotli))));
    best.map_or(Coding::Identity, |(_, coding)| coding)
}

fn gzip(html: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(html)?;
    writer.finish()
}

fn brotli(html: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), BUFFER_BYTES, BROTLI_QUALITY, BROTLI_WINDOW);
    writer.write_all(html)?;
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).unwrap())])
    }

    #[test]
    fn the_coding_is_the_best_one_that_is_accepted() {
        for (asked, expected) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("br;q=0.5, gzip;q=0.9", Coding::Gzip),
            ("gzip;q=0.8, br ; q=0.8", Coding::Brotli),
            ("br;q=0, gzip", Coding::Gzip),
            ("br;q=0", Coding::Identity),
            ("BR", Coding::Brotli),
            ("br;q=nonsense", Coding::Identity),
            ("zstd", Coding::Identity),
            ("", Coding::Identity),
        ] {
            assert_eq!(coding(&asking(header::ACCEPT_ENCODING, asked)), expected, "{asked}");
        }
        assert_eq!(coding(&HeaderMap::new()), Coding::Identity);
    }

    #[test]
    fn the_smaller_bytes_are_the_same_page() {
        let html = "<p>An opening among many others.</p>".repeat(500);
        let page = KeptPage::new(StatusCode::OK, Bytes::from(html.clone()));
        let (gzip, brotli) = (page.gzip().unwrap(), page.brotli().unwrap());
        assert!(brotli.len() < gzip.len() && gzip.len() < html.len() / 10, "{} {}", brotli.len(), gzip.len());
        let mut read = Vec::new();
        brotli::BrotliDecompress(&mut &brotli[..], &mut read).unwrap();
        assert_eq!(read, html.as_bytes());
        let gunzipped = io::read_to_string(flate2::read::GzDecoder::new(&gzip[..])).unwrap();
        assert_eq!(gunzipped, html);
    }
}
