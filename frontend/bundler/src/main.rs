//! Builds everything that the browser loads, into `target/site`.
//!
//! Two wasm bundles of one crate: `pages` for every page, `editor` with the draft document besides. Each file is named
//! by a digest of its content and stands beside its brotli form; `assets.json` lists the names for the server. What has
//! not changed since the last run is not built again.
//!
//! `bundler [--dev]`: with `--dev` wasm is neither optimised nor compressed, and pages load themselves anew (`.ci/dev`).

mod imports;
mod names;
mod panics;
mod styles;
mod tools;
mod wasm;

use std::{path::Path, process::ExitCode};

use names::Site;

/// Why the files could not be built, for the person who builds.
type Failure = String;

fn main() -> ExitCode {
    let dev = std::env::args().any(|argument| argument == "--dev");
    match build(dev) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("bundler: {why}");
            ExitCode::FAILURE
        }
    }
}

fn build(dev: bool) -> Result<(), Failure> {
    let tools = tools::Tools::install(Path::new("frontend"))?;
    let mut site = Site::open(Path::new("target/site"), !dev)?;
    styles::add(&tools, &mut site, dev)?;
    wasm::add(&tools, &mut site, dev)?;
    site.finish()
}
