//! `rolewright seed`: the seed library into a database that has none.

use std::sync::Arc;

use super::CommandError;
use crate::{config::Settings, wiring};

pub(super) async fn run(settings: &Settings) -> Result<(), CommandError> {
    let _claim = wiring::claim(settings)?;
    let storage = wiring::connect(settings).await?;
    migrations::up(storage.connection()).await?;
    wiring::services(storage, settings, Arc::default()).seed_library().await?;
    Ok(())
}
