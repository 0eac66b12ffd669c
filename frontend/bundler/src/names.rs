//! The folder of the site: files named by their content, beside their brotli forms, listed in `assets.json`.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use brotli::enc::BrotliEncoderParams;
use sha2::{Digest, Sha256};

use crate::Failure;

pub struct Site {
    folder: PathBuf,
    compress: bool,
    names: BTreeMap<String, String>,
}

impl Site {
    pub fn open(folder: &Path, compress: bool) -> Result<Self, Failure> {
        fs::create_dir_all(folder.join("assets/fonts")).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Self { folder: folder.to_owned(), compress, names: BTreeMap::new() })
    }

    /// Adds a file under a name of its content: `app.css` becomes `app-1a2b3c4d5e6f.css`.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let digest = format!("{:.12x}", Sha256::digest(content));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let hashed = format!("{stem}-{digest}.{extension}");
        self.write(&hashed, content)?;
        self.names.insert(name.to_owned(), hashed);
        Ok(())
    }

    /// Adds a file under exactly this name.
    pub fn add_fixed(&self, name: &str, content: &[u8]) -> Result<(), Failure> {
        self.write(name, content)
    }

    /// Writes the list for the server and says what everything weighs.
    pub fn finish(&self) -> Result<(), Failure> {
        let list = serde_json::to_vec_pretty(&self.names).map_err(|error| error.to_string())?;
        fs::write(self.folder.join("assets.json"), list).map_err(|error| error.to_string())?;
        for (name, hashed) in &self.names {
            let weight = |suffix: &str| {
                fs::metadata(self.folder.join(format!("assets/{hashed}{suffix}"))).map_or(0, |file| file.len())
            };
            println!("bundler: {name:<14} {:>9} bytes, {:>7} brotli", weight(""), weight(".br"));
        }
        Ok(())
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join("assets").join(name);
        let compressed = self.folder.join(format!("assets/{name}.br"));
        if fs::read(&path).ok().as_deref() == Some(content) && (compressed.exists() || !self.compress) {
            return Ok(());
        }
        fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))?;
        if self.compress && !name.ends_with(".woff2") {
            fs::write(&compressed, brotli(content)?).map_err(|error| error.to_string())?;
        } else if compressed.exists() {
            fs::remove_file(&compressed).map_err(|error| error.to_string())?;
        }
        Ok(())
    }
}

fn brotli(content: &[u8]) -> Result<Vec<u8>, Failure> {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, lgblock: 20, ..BrotliEncoderParams::default() };
    let mut writer = brotli::CompressorWriter::with_params(Vec::new(), 64 * 1024, &parameters);
    writer.write_all(content).map_err(|error| error.to_string())?;
    Ok(writer.into_inner())
}
