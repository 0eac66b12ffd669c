//! Plain forms: every page works without scripts.
//!
//! A [`Form`] posts to the page it stands on, naming a server function (`?do=sign_in`). The server runs the function
//! and redirects, or renders the same page again with a [`FormOutcome`], from which each field takes back what was
//! typed and the sentence that belongs to it. Passwords are never sent back.

use leptos::{context::Provider, prelude::*};

use crate::{
    error::AppError,
    scope::Scope,
    ui::{Icon, in_area},
};

/// What came of the form that was just sent, when it was refused.
#[derive(Debug, Clone)]
pub struct FormOutcome {
    /// The server function.
    pub action: String,
    /// Which of several forms for the same function (the value of its `_form` field).
    pub key: String,
    /// What was typed, by field.
    pub values: Vec<(String, String)>,
    pub error: AppError,
}

/// The form around a field.
#[derive(Clone)]
struct Around {
    id: String,
    outcome: Option<FormOutcome>,
}

impl Around {
    fn current() -> Self {
        use_context().unwrap_or(Self { id: String::new(), outcome: None })
    }

    fn typed(&self, name: &str) -> Option<String> {
        self.outcome.as_ref().map(|outcome| outcome.typed(name).to_owned())
    }

    /// Every value of a field that can be sent several times.
    fn all_typed(&self, name: &str) -> Option<Vec<String>> {
        let outcome = self.outcome.as_ref()?;
        Some(outcome.values.iter().filter(|(field, _)| field == name).map(|(_, value)| value.clone()).collect())
    }

    fn error(&self, name: &str) -> Option<String> {
        self.outcome.as_ref()?.error.field(name).map(ToOwned::to_owned)
    }

    fn field_id(&self, name: &str) -> String {
        format!("{}-{name}", self.id)
    }
}

/// What was typed into this field of the form around, or else `value`. For controls of a page's own.
#[must_use]
pub fn typed(name: &str, value: String) -> String {
    Around::current().typed(name).unwrap_or(value)
}

/// Whether the form around was refused with its fields filled as [`typed`] tells.
#[must_use]
pub fn is_refused() -> bool {
    Around::current().outcome.is_some()
}

/// What is wrong with this field of the form around.
#[must_use]
pub fn problem(name: &str) -> Option<String> {
    Around::current().error(name)
}

/// A form that calls the server function `action` and stays on this page when it is refused.
#[component]
pub fn Form(
    /// The endpoint of the server function.
    action: &'static str,
    /// Tells apart several forms for the same function on one page.
    #[prop(optional, into)]
    key: String,
    #[prop(default = "form")] class: &'static str,
    /// For controls elsewhere on the page that belong to this form.
    #[prop(optional, into)]
    id: Option<String>,
    #[prop(optional)] tight: bool,
    /// Leaves it to the page to say why the form was refused ([`refused`]); the fields keep what was typed.
    #[prop(optional)]
    quiet: bool,
    children: Children,
) -> impl IntoView {
    let outcome =
        use_context::<Scope>().and_then(|scope| scope.form).filter(|form| form.action == action && form.key == key);
    let around = Around { id: if key.is_empty() { action.to_owned() } else { format!("{action}-{key}") }, outcome };
    let loud = around.outcome.as_ref().filter(|_| !quiet);
    let problems = loud.map(|outcome| problems(&outcome.error, &around.id));
    view! {
        <form class=class method="post" action=target(action) id=id data-tight=tight.then_some("")>
            {(!key.is_empty()).then(|| view! { <input type="hidden" name="_form" value=key/> })}
            {problems}
            <Provider value=around>{children()}</Provider>
        </form>
    }
}

impl FormOutcome {
    /// What was typed into a field, empty when nothing was.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
}

/// What came of the form just sent, if it called one of these functions and was refused.
#[must_use]
pub fn refused(actions: &[&str]) -> Option<FormOutcome> {
    use_context::<Scope>()?.form.filter(|form| actions.contains(&form.action.as_str()))
}

/// The page's own address with the function to call, its other parameters kept.
fn target(action: &str) -> String {
    let query = use_context::<http::request::Parts>()
        .and_then(|parts| parts.uri.query().map(ToOwned::to_owned))
        .unwrap_or_default();
    let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("do=")).collect();
    format!("?{}", kept.into_iter().chain([format!("do={action}").as_str()]).collect::<Vec<_>>().join("&"))
}

fn problems(error: &AppError, form: &str) -> AnyView {
    let fields = match error {
        AppError::Invalid(fields) => fields.clone(),
        _ => Vec::new(),
    };
    let links = fields
        .into_iter()
        .map(|error| view! { <li><a href=format!("#{form}-{}", error.field)>{error.message}</a></li> })
        .collect_view();
    view! { <div class="problems" role="alert" tabindex="-1" autofocus=""><h2>{error.to_string()}</h2><ul>{links}</ul></div> }.into_any()
}

/// A label with a one-line input, its hint and its error.
#[component]
pub fn Field(
    name: &'static str,
    #[prop(into)] label: String,
    /// The input's type; what is typed into a password field is never sent back.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional)] maxlength: Option<usize>,
) -> impl IntoView {
    let around = Around::current();
    let value = if kind == "password" { String::new() } else { around.typed(name).unwrap_or(value) };
    let (id, error) = (around.field_id(name), around.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint_line(&id, hint)}
            <input class="input" id=id.clone() name=name type=kind value=value autocomplete=autocomplete required=required autofocus=autofocus
                maxlength=maxlength aria-invalid=error.is_some().then_some("true") aria-describedby=described/>
            {error_line(&id, error)}
        </div>
    }
}

/// A label with a text of several lines.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 3)] rows: u32,
    #[prop(optional)] required: bool,
    #[prop(optional)] maxlength: Option<usize>,
) -> impl IntoView {
    let around = Around::current();
    let value = around.typed(name).unwrap_or(value);
    let (id, error) = (around.field_id(name), around.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint_line(&id, hint)}
            <textarea class="input" id=id.clone() name=name rows=rows required=required maxlength=maxlength
                aria-invalid=error.is_some().then_some("true") aria-describedby=described>{in_area(&value)}</textarea>
            {error_line(&id, error)}
        </div>
    }
}

/// A label with a choice of (value, words).
#[component]
pub fn Select(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let around = Around::current();
    let chosen = around.typed(name).unwrap_or(value);
    let (id, error) = (around.field_id(name), around.error(name));
    let described = described_by(&id, hint.is_some(), error.is_some());
    let options = options
        .into_iter()
        .map(|(value, words)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{words}</option> }
        })
        .collect_view();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {hint_line(&id, hint)}
            <select class="input" id=id.clone() name=name aria-invalid=error.is_some().then_some("true") aria-describedby=described>{options}</select>
            {error_line(&id, error)}
        </div>
    }
}

/// One of several (value, words, hint) as radio buttons under a legend.
#[component]
pub fn Radios(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String, String)>,
    #[prop(optional, into)] value: String,
    /// Each in a box of its own, for a choice that a whole page is about.
    #[prop(optional)]
    boxed: bool,
) -> impl IntoView {
    let (list, choice, note) =
        if boxed { ("options", "option", "option-note") } else { ("choices", "choice", "choice-hint") };
    let around = Around::current();
    let chosen = around.typed(name).unwrap_or(value);
    let (id, error) = (around.field_id(name), around.error(name));
    let described = described_by(&id, false, error.is_some());
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, (value, words, hint))| {
            let checked = value == chosen;
            let id = (index == 0).then(|| id.clone());
            view! {
                <label class=choice>
                    <input type="radio" id=id name=name value=value checked=checked/>
                    <span>{words}</span>
                    {(!hint.is_empty()).then(|| view! { <span class=note>{hint}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{label}</legend>
            <div class=list>{options}</div>
            {error_line(&id, error)}
        </fieldset>
    }
}

/// Several of (value, words, hint) as check boxes under a legend; the server function takes a `Vec` of this name.
#[component]
pub fn Checks(
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String, String)>,
    /// The values that are ticked at first.
    chosen: Vec<String>,
) -> impl IntoView {
    let around = Around::current();
    let field = format!("{name}[]");
    let chosen = around.all_typed(&field).unwrap_or(chosen);
    let (id, error) = (around.field_id(name), around.error(name));
    let described = described_by(&id, false, error.is_some());
    let options = options
        .into_iter()
        .enumerate()
        .map(|(index, (value, words, hint))| {
            let checked = chosen.contains(&value);
            let id = (index == 0).then(|| id.clone());
            view! {
                <label class="choice">
                    <input type="checkbox" id=id name=field.clone() value=value checked=checked/>
                    <span>{words}</span>
                    {(!hint.is_empty()).then(|| view! { <span class="choice-hint">{hint}</span> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" aria-describedby=described>
            <legend>{label}</legend>
            <div class="choices">{options}</div>
            {error_line(&id, error)}
        </fieldset>
    }
}

/// A check box with its words; sends its name as the value, or nothing.
#[component]
pub fn Check(name: &'static str, #[prop(into)] label: String, #[prop(optional)] checked: bool) -> impl IntoView {
    let around = Around::current();
    let checked = around.typed(name).map_or(checked, |typed| !typed.is_empty());
    let id = around.field_id(name);
    view! {
        <label class="choice">
            <input type="checkbox" id=id name=name value=name checked=checked/>
            <span>{label}</span>
        </label>
    }
}

/// A value that the form sends without asking.
#[component]
pub fn Hidden(name: &'static str, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }
}

fn described_by(id: &str, hint: bool, error: bool) -> Option<String> {
    let parts: Vec<String> = [(hint, "hint"), (error, "error")]
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, part)| format!("{id}-{part}"))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn hint_line(id: &str, hint: Option<String>) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-hint");
    hint.map(|hint| view! { <p class="field-hint" id=id>{hint}</p> })
}

fn error_line(id: &str, error: Option<String>) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-error");
    error.map(|error| view! { <p class="field-error" id=id><Icon name="alert"/><span>{error}</span></p> })
}
