//! Style sheets, fonts, icons and the small scripts.

use std::{fs, path::Path};

use crate::{Failure, names::Site, tools::Tools};

const FONTS: [(&str, &str); 3] = [
    ("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2", "fonts/inter.woff2"),
    ("@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2", "fonts/source-serif-4.woff2"),
    (
        "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
        "fonts/source-serif-4-italic.woff2",
    ),
];

pub fn add(tools: &Tools, site: &mut Site, dev: bool) -> Result<(), Failure> {
    let scratch = Path::new("target/bundler");
    fs::create_dir_all(scratch).map_err(|error| error.to_string())?;
    for name in ["app.css", "careers.css"] {
        let out = scratch.join(name);
        tools.run("lightningcss", &["--bundle", "--minify", &format!("style/{name}"), "-o", &out.to_string_lossy()])?;
        site.add(name, &read(&out)?)?;
    }
    for name in ["head.js", "boot.js"] {
        let out = scratch.join(name);
        let (source, target) = (format!("frontend/scripts/{name}"), format!("--outfile={}", out.display()));
        tools.run("esbuild", &[&source, "--minify", "--target=es2022", "--log-level=warning", &target])?;
        let mut script = read(&out)?;
        if dev && name == "boot.js" {
            script.extend(read(Path::new("frontend/scripts/dev.js"))?);
        }
        site.add(name, &script)?;
    }
    for (source, name) in FONTS {
        site.add_fixed(name, &read(&tools.file(source))?)?;
    }
    site.add_fixed("favicon.svg", &read(Path::new("style/favicon.svg"))?)?;
    site.add_fixed("icons.svg", &read(Path::new("style/icons.svg"))?)
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
