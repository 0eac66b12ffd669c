//! What the editor's island asks of the server: take this edit, what is new, what can be inserted.

use domain::{ids::PostingId, library::IndexItem};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What the replica lacks, in base 64, and the state it belongs to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reply {
    pub seq: i64,
    pub epoch: i32,
    pub update: String,
}

/// Takes in an update; answered only once it is in the database.
#[server(endpoint = "push_draft", input = server_fn::codec::Json)]
pub async fn push_draft(
    posting: PostingId,
    epoch: i32,
    update: String,
    state_vector: String,
) -> Result<Reply, AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let pushed = services.push_draft(&actor, posting, epoch, &bytes(&update)?, &bytes(&state_vector)?).await?;
    Ok(Reply { seq: pushed.seq, epoch, update: text(&pushed.update) })
}

/// What others wrote since.
#[server(endpoint = "pull_draft", input = server_fn::codec::Json)]
pub async fn pull_draft(posting: PostingId, state_vector: String) -> Result<Reply, AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    let pulled = services.pull_draft(&actor, posting, &bytes(&state_vector)?).await?;
    Ok(Reply { seq: pulled.seq, epoch: pulled.epoch, update: text(&pulled.update) })
}

/// Everything that can be inserted from the library.
#[server(endpoint = "shelf", input = server_fn::codec::Json)]
pub async fn shelf() -> Result<Vec<IndexItem>, AppError> {
    let (services, actor) = crate::scope::signed_in()?;
    Ok(services.library_index(&actor).await?.items.to_vec())
}

#[cfg(feature = "ssr")]
fn bytes(text: &str) -> Result<Vec<u8>, AppError> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.decode(text).map_err(|_| AppError::BadRequest)
}

#[cfg(feature = "ssr")]
fn text(bytes: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    STANDARD.encode(bytes)
}
