//! The forms that stand on a page, as a browser would send them.

/// A plain form for one of our server functions.
#[derive(Debug, Clone)]
pub struct PageForm {
    /// Where it goes: `?do=create_team`.
    pub action: String,
    pub fields: Vec<PageField>,
}

#[derive(Debug, Clone)]
pub struct PageField {
    pub name: String,
    pub value: String,
    /// Whether a person types into it.
    pub is_typed: bool,
}

/// Reads the forms that post somewhere.
pub fn forms_in(html: &str) -> Vec<PageForm> {
    let parts = html.split("<form ").skip(1).map(|part| part.split("</form>").next().unwrap_or_default());
    parts.filter(|part| part.contains(r#"method="post""#)).map(form).collect()
}

fn form(html: &str) -> PageForm {
    let fields = html.split('<').filter_map(field).collect();
    PageForm { action: attribute(html, "action").unwrap_or_default(), fields }
}

fn field(tag: &str) -> Option<PageField> {
    let kind = ["input ", "textarea ", "select "].into_iter().find(|kind| tag.starts_with(kind))?;
    let (attributes, content) = tag.split_once('>')?;
    let input_type = attribute(attributes, "type").unwrap_or_default();
    let is_unticked = matches!(&*input_type, "checkbox" | "radio") && !attributes.contains(" checked");
    let value = if kind == "textarea " { decoded(content) } else { attribute(attributes, "value").unwrap_or_default() };
    let is_typed =
        kind == "textarea " || (kind == "input " && !matches!(&*input_type, "hidden" | "checkbox" | "radio"));
    let name = attribute(attributes, "name")?;
    (!is_unticked).then_some(PageField { name, value, is_typed })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\"")).or_else(|| tag.split_once(&format!("{name}=\"")))?;
    rest.split('"').next().map(decoded)
}

fn decoded(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}
