//! The browser's entry point: brings the page to life.
#![cfg(target_arch = "wasm32")]

use rlsf::SmallGlobalTlsf;
use wasm_bindgen::prelude::wasm_bindgen;

/// The usual allocator of wasm is five times as large; this one is as quick.
#[global_allocator]
static ALLOCATOR: SmallGlobalTlsf = SmallGlobalTlsf::new();

/// Called by the boot script once the module is loaded.
#[wasm_bindgen]
pub fn wake() {
    // What is shipped panics without words (`frontend/bundler/src/panics.rs`).
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    app::wake();
}
