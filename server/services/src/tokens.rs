//! Secrets in links: 256 random bits, of which only the SHA-256 is stored.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

use crate::edges::Random;

/// A new secret, as it stands in the link.
pub(crate) fn new_token(random: &dyn Random) -> String {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is stored of it.
pub(crate) fn token_hash(token: &str) -> String {
    format!("{:x}", Sha256::digest(token))
}
