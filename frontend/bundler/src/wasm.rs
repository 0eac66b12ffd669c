//! The two wasm bundles: compiled, bound to JavaScript, optimised.

use std::{fs, path::Path, process::Command};

use sha2::{Digest, Sha256};
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Failure,
    names::Site,
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

pub fn add(tools: &Tools, site: &mut Site, dev: bool) -> Result<(), Failure> {
    for (name, features) in BUNDLES {
        let compiled = compile(name, features, dev)?;
        let folder = format!("target/bundler/{name}{}", if dev { "-dev" } else { "" });
        let folder = Path::new(&folder);
        let stamp = digest(&compiled);
        if fs::read_to_string(folder.join("stamp")).ok() != Some(stamp.clone()) {
            bind(name, compiled, folder)?;
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

fn bind(name: &str, wasm: Vec<u8>, folder: &Path) -> Result<(), Failure> {
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, wasm).typescript(false).omit_default_module_path(true);
    bindgen.web(true).and_then(|bindgen| bindgen.generate(folder)).map_err(|error| format!("wasm-bindgen: {error:#}"))
}

fn optimise(tools: &Tools, name: &str, folder: &Path) -> Result<(), Failure> {
    println!("bundler: optimising the {name} bundle");
    let wasm = folder.join(format!("{name}_bg.wasm")).to_string_lossy().into_owned();
    let mut arguments = vec![wasm.as_str(), "-Oz", "-o", wasm.as_str()];
    arguments.extend(WASM_FEATURES);
    tools.run("wasm-opt", &arguments)?;
    let loader = folder.join(format!("{name}.js")).to_string_lossy().into_owned();
    tools.run(
        "esbuild",
        &[&loader, "--minify", "--log-level=warning", "--allow-overwrite", &format!("--outfile={loader}")],
    )
}

fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
