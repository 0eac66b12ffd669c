//! Plain forms: every page works without scripts.
//!
//! A [`Form`] posts to the page it stands on, naming a server function (`?do=sign_in`). The server runs the function
//! and redirects, or renders the same page again with a [`FormOutcome`], from which each field takes back what was
//! typed and the sentence that belongs to it. Passwords are never sent back.

mod card;
mod choices;
mod done;
mod fields;

use leptos::{context::Provider, prelude::*};

pub use self::{
    card::GatedCard,
    choices::{Check, Checks, Radios},
    done::{DONE, Done, Told, done_words, of_page},
    fields::{Field, Hidden, Select, TextArea},
};
use crate::{error::AppError, scope::Scope, ui::Icon};

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

impl FormOutcome {
    /// Whether this was among the values of a field that can be sent several times.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.values.iter().any(|(field, sent)| field == name && sent == value)
    }

    /// What was typed into a field, empty when nothing was.
    #[must_use]
    pub fn typed(&self, name: &str) -> &str {
        self.values.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }
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
    /// How the fields are sent, for a form with a file.
    #[prop(optional)]
    encoding: Option<&'static str>,
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
        <form class=class method="post" action=target(action) enctype=encoding id=id data-tight=tight.then_some("")>
            {(!key.is_empty()).then(|| view! { <input type="hidden" name="_form" value=key/> })}
            {problems}
            <Provider value=around>{children()}</Provider>
        </form>
    }
}

/// What came of the form just sent, if it called one of these functions and was refused.
#[must_use]
pub fn refused(actions: &[&str]) -> Option<FormOutcome> {
    use_context::<Scope>()?.form.filter(|form| actions.contains(&form.action.as_str()))
}

/// The page's own address with the function to call, its other parameters kept, but not what was done before.
fn target(action: &str) -> String {
    let query = use_context::<http::request::Parts>()
        .and_then(|parts| parts.uri.query().map(ToOwned::to_owned))
        .unwrap_or_default();
    format!("?{}", of_page(&query).into_iter().chain([format!("do={action}").as_str()]).collect::<Vec<_>>().join("&"))
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

/// The ids by which a control, its hint and its error find each other.
struct Wiring {
    id: String,
    has_hint: bool,
    error: Option<String>,
}

impl Wiring {
    fn of(around: &Around, name: &str, has_hint: bool) -> Self {
        Self { id: around.field_id(name), has_hint, error: around.error(name) }
    }

    fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// For `aria-describedby`.
    fn described(&self) -> Option<String> {
        let hint = self.has_hint.then(|| self.hint_id());
        let ids: Vec<String> = hint.into_iter().chain(self.error.as_ref().map(|_| self.error_id())).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    /// For `aria-invalid`.
    fn is_invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    fn error_line(&self) -> Option<impl IntoView + use<>> {
        let id = self.error_id();
        self.error
            .clone()
            .map(|error| view! { <p class="field-error" id=id><Icon name="alert"/><span>{error}</span></p> })
    }
}
