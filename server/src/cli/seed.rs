//! `rolewright seed`: the seed library into a database that has none.

use std::sync::Arc;

use super::CommandError;
use crate::{
    config::Settings,
    wiring::{self, Connected},
};

pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let Connected { storage, claim: _claim } = wiring::connect(settings).await?;
    migrations::up(storage.connection()).await?;
    wiring::services(storage, settings, Arc::default()).seed_library().await?;
    Ok(())
}
