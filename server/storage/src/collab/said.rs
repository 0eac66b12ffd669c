//! What a draft said at a moment: its snapshot as deflated JSON. The format carries a checksum, so what is damaged on
//! disk can't be read as something else.

use std::io::{Read, Write};

use domain::posting::Snapshot;
use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use crate::StorageError;

/// Nothing that a draft can say is longer.
const SAID_MAX_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn pack(said: &Snapshot) -> Result<Vec<u8>, StorageError> {
    let json = serde_json::to_vec(said).map_err(|error| StorageError::Failed(error.to_string()))?;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(&json).and_then(|()| encoder.finish()).map_err(|error| StorageError::Failed(error.to_string()))
}

pub(super) fn unpack(packed: &[u8]) -> Result<Snapshot, StorageError> {
    let damaged = |error: String| StorageError::Damaged(format!("what a draft said: {error}"));
    let mut json = Vec::new();
    let mut decoder = ZlibDecoder::new(packed).take(SAID_MAX_BYTES);
    decoder.read_to_end(&mut json).map_err(|error| damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
}
