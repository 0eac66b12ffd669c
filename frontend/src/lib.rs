//! The browser's entry point: brings the islands to life.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the boot script once the module is loaded, before the islands.
#[wasm_bindgen]
pub fn hydrate() {
    // Names every island's export, so that the linker keeps them.
    use app as _;
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
