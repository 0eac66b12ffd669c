//! Shows near duplicates while somebody writes a new item.

use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::live;

/// Wakes the form for a new item. Nothing on other pages.
pub fn wake_near() -> Option<()> {
    let page = live::document()?;
    let list: HtmlElement = live::find("near")?;
    let name: HtmlInputElement = live::find("create_item-name")?;
    let body: HtmlTextAreaElement = live::find("create_item-body")?;
    let said = move || [name.value(), body.value()].join("\n");
    let ask = live::debounced(400, move || {
        let (said, list) = (said(), list.clone());
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(markup) = live::fetch_markup("list_near", &[("said", &said)]).await {
                markup.show_in(&list);
            }
        });
    });
    live::listen(&page, "input", move |_| ask());
    Some(())
}
