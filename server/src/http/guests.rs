//! What a browser keeps for a guest: a cookie of one address, secure, invisible to scripts, for this site alone.

use app::guests::COOKIE;
use http::{HeaderMap, header};

/// The guest's secret that the request brought along.
pub(crate) fn secret(headers: &HeaderMap) -> Option<String> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let read = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, HeaderValue::from_static(line));
            }
            secret(&headers)
        };
        assert_eq!(read(&["__Host-id=abc; __Secure-guest=sesame"]).as_deref(), Some("sesame"));
        assert_eq!(read(&["a=b", "__Secure-guest=sesame"]).as_deref(), Some("sesame"));
        for lines in [&[][..], &["__Host-id=abc"], &["not__Secure-guest=x"], &["__Secure-guest"]] {
            assert_eq!(read(lines), None, "{lines:?}");
        }
    }
}
