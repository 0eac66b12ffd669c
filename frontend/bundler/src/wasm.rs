//! The two wasm bundles: compiled, bound to JavaScript, optimised.

use std::{fs, path::Path, process::Command};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Failure, imports,
    names::Site,
    panics,
    tools::{self, Tools},
};

/// A bundle's name and the features it is compiled with.
const BUNDLES: [(&str, &[&str]); 2] = [("pages", &[]), ("editor", &["--features", "editor"])];

/// What rustc's wasm uses and every browser of the last three years has. (An optimiser that does not know one of them
/// breaks the file silently: see docs/adr.)
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Nothing of ours lies in the lowest kilobyte of memory: there the stack ends. And nobody reads who made the file, nor the
/// names of its functions.
const SMALLER: [&str; 4] = ["--low-memory-unused", "--strip-debug", "--strip-producers", "--strip-target-features"];

pub fn add(tools: &Tools, site: &mut Site, dev: bool) -> Result<(), Failure> {
    for (name, features) in BUNDLES {
        let compiled = compile(name, features, dev)?;
        let folder = format!("target/bundler/{name}{}", if dev { "-dev" } else { "" });
        let folder = Path::new(&folder);
        let stamp = digest(&compiled);
        if fs::read_to_string(folder.join("stamp")).ok() != Some(stamp.clone()) {
            bind(name, compiled, folder, dev)?;
            if !dev {
                optimise(tools, name, folder)?;
            }
            fs::write(folder.join("stamp"), stamp).map_err(|error| error.to_string())?;
        }
        for extension in ["js", "wasm"] {
            let file = if extension == "wasm" { format!("{name}_bg.wasm") } else { format!("{name}.js") };
            site.add(&format!("{name}.{extension}"), &read(&folder.join(file))?)?;
        }
    }
    Ok(())
}

fn compile(name: &str, features: &[&str], dev: bool) -> Result<Vec<u8>, Failure> {
    println!("bundler: compiling the browser's {name} bundle");
    let (profile, folder) = if dev { ("dev", "debug") } else { ("wasm-release", "wasm-release") };
    let mut cargo = Command::new("cargo");
    cargo
        .args(["build", "--package", "frontend", "--lib", "--target", "wasm32-unknown-unknown", "--profile", profile])
        .args(features);
    tools::run(&mut cargo)?;
    read(&Path::new("target/wasm32-unknown-unknown").join(folder).join("frontend.wasm"))
}

/// What a dependency of Leptos exports for server functions that stream, of which we have none. As exports they and all
/// that they call would stay.
const STREAMS: &str = "intounderlying";

/// Binds wasm to JavaScript, with short names between the two.
fn bind(name: &str, wasm: Vec<u8>, folder: &Path, dev: bool) -> Result<(), Failure> {
    let failed = |error| format!("wasm-bindgen: {error:#}");
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, wasm).typescript(false).omit_default_module_path(true);
    let mut bound = bindgen.web(true).and_then(Bindgen::generate_output).map_err(failed)?;
    if !dev {
        panics::silence(bound.wasm_mut())?;
    }
    let exports = &mut bound.wasm_mut().exports;
    let streams: Vec<_> =
        exports.iter().filter(|export| export.name.contains(STREAMS)).map(|export| export.id()).collect();
    streams.into_iter().for_each(|id| exports.delete(id));
    let mut names = Vec::new();
    for import in bound.wasm_mut().imports.iter_mut().filter(|import| imports::is_long(&import.name)) {
        let long = std::mem::replace(&mut import.name, imports::short(names.len()));
        names.push((long, import.name.clone()));
    }
    bound.emit(folder).map_err(failed)?;
    let loader = folder.join(format!("{name}.js"));
    let written = fs::read_to_string(&loader).map_err(|error| format!("{}: {error}", loader.display()))?;
    fs::write(&loader, imports::rename(&written, &names)?).map_err(|error| format!("{}: {error}", loader.display()))
}

fn optimise(tools: &Tools, name: &str, folder: &Path) -> Result<(), Failure> {
    println!("bundler: optimising the {name} bundle");
    let wasm = folder.join(format!("{name}_bg.wasm")).to_string_lossy().into_owned();
    let mut arguments = vec![wasm.as_str(), "-Oz", "-o", wasm.as_str()];
    arguments.extend(WASM_FEATURES);
    arguments.extend(SMALLER);
    tools.run("wasm-opt", &arguments)?;
    shake(tools, name, folder)
}

/// Leaves in the loader what `boot.js` calls, and what that calls.
fn shake(tools: &Tools, name: &str, folder: &Path) -> Result<(), Failure> {
    let entry = folder.join("entry.js");
    fs::write(&entry, format!("export {{ default, wake }} from \"./{name}.js\";\n"))
        .map_err(|error| format!("{}: {error}", entry.display()))?;
    let out = format!("--outfile={}", folder.join(format!("{name}.js")).display());
    let entry = entry.to_string_lossy().into_owned();
    tools.run(
        "esbuild",
        &[&entry, "--bundle", "--format=esm", "--minify", "--log-level=warning", "--allow-overwrite", &out],
    )
}

fn digest(content: &[u8]) -> String {
    format!("{:x}", Sha256::digest(content))
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
