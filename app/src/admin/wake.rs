//! Brings the copy buttons to life.

use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::live;

/// Shows the copy buttons, where the browser lets a page write to the clipboard.
pub fn wake_copy_buttons() -> Option<()> {
    let window = live::window()?;
    if !window.is_secure_context() {
        return None;
    }
    let page = live::document()?.document_element()?;
    for button in live::all(&page, "[data-copy]") {
        button.set_hidden(false);
        let clipboard = window.navigator().clipboard();
        let copied = button.clone();
        live::listen(&button, "click", move |_| {
            let written = clipboard.write_text(&copied.get_attribute("data-copy").unwrap_or_default());
            let words = copied.first_element_child();
            wasm_bindgen_futures::spawn_local(async move {
                say(words, JsFuture::from(written).await.is_ok());
            });
        });
    }
    Some(())
}

fn say(words: Option<Element>, is_copied: bool) {
    if let Some(words) = words {
        words.set_text_content(Some(if is_copied { "Copied" } else { "Copy" }));
    }
}
