//! Asks the server for what the checks say of a wording, while somebody writes it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlSelectElement, HtmlTextAreaElement};

use crate::live;

/// How long somebody rests before it is asked.
const REST_MS: i32 = 400;

/// The form of a wording, as `curate.rs` renders it.
struct Form {
    body: HtmlTextAreaElement,
    /// Chosen on the page of a new item only.
    kind: Option<HtmlSelectElement>,
    shown: HtmlElement,
}

/// Wakes the findings. Nothing on pages without a wording to write.
pub fn wake_findings() -> Option<()> {
    let shown: HtmlElement = live::find("wording-findings")?;
    let form = shown.closest("form").ok()??;
    let body = form.query_selector("[name=body]").ok()??.dyn_into().ok()?;
    let kind = form.query_selector("select[name=kind]").ok()?.and_then(|kind| kind.dyn_into().ok());
    let form = Rc::new(Form { body, kind, shown });
    let asking = Rc::clone(&form);
    let ask = Rc::new(live::debounced(REST_MS, move || asking.ask()));
    if let Some(kind) = &form.kind {
        let ask = Rc::clone(&ask);
        live::listen(kind, "change", move |_| ask());
    }
    live::listen(&form.body, "input", move |_| ask());
    Some(())
}

impl Form {
    fn ask(self: &Rc<Self>) {
        let form = Rc::clone(self);
        wasm_bindgen_futures::spawn_local(async move {
            let fixed = || form.shown.get_attribute("data-kind").unwrap_or_default();
            let (kind, body) = (form.kind.as_ref().map_or_else(fixed, HtmlSelectElement::value), form.body.value());
            let found = live::fetch_markup("check_wording", &[("kind", &kind), ("body", &body)]).await;
            // Who went on typing asks again.
            if let Some(found) = found.filter(|_| form.body.value() == body) {
                found.show_in(&form.shown);
            }
        });
    }
}
