//! `rolewright migrate`: the schema up or down.

use super::CommandError;
use crate::{
    config::{Direction, Settings},
    wiring,
};

pub(super) async fn run(settings: &Settings, direction: Direction) -> Result<(), CommandError> {
    let _claim = wiring::claim(settings)?;
    let storage = wiring::connect(settings).await?;
    match direction {
        Direction::Up => migrations::up(storage.connection()).await?,
        Direction::Down => migrations::down(storage.connection()).await?,
    }
    Ok(())
}
