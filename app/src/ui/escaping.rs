//! The two places where the renderer writes a text as it is, unlike everywhere else: there it is escaped here.

/// The content of a `<textarea>`. A browser drops a first line break, so there is one to drop. In the browser, where
/// nothing is parsed, the text stays what it is.
#[must_use]
pub fn in_area(text: &str) -> String {
    if cfg!(feature = "ssr") { format!("\n{}", escaped(text)) } else { text.to_owned() }
}

/// The content of the `<title>`, for the formatter that every title goes through.
#[cfg(feature = "ssr")]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "it is what the formatter is handed")]
pub fn in_title(text: String) -> String {
    escaped(&text)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_area_or_title_ends_it() {
        assert_eq!(in_area("</textarea><b>&lt;"), "\n&lt;/textarea&gt;&lt;b&gt;&amp;lt;");
        assert_eq!(in_area("\nsecond line"), "\n\nsecond line");
        assert_eq!(in_title("</title>".to_owned()), "&lt;/title&gt;");
    }
}
