//! What the pages of the time line call.

use leptos::prelude::*;

use crate::error::AppError;
use crate::{
    layout::see_other,
    paths,
    scope::{read_hidden, read_id, signed_in},
};

/// Gives what the draft says now, or said at an earlier point, a name.
#[server(endpoint = "name_checkpoint")]
pub async fn name_checkpoint(
    posting: String,
    #[server(default)] point: String,
    #[server(default)] name: String,
) -> Result<(), AppError> {
    use domain::timeline::Point;

    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    let point = if point.is_empty() { Point::Now } else { read_hidden(&point)? };
    let checkpoint = services.name_checkpoint(&actor, posting, point, &name).await?;
    see_other(&paths::moment(posting, Point::Checkpoint(checkpoint)));
    Ok(())
}

/// Makes the draft say again what it said at a point of its history.
#[server(endpoint = "restore_draft")]
pub async fn restore_draft(posting: String, point: String) -> Result<(), AppError> {
    let (services, actor) = signed_in()?;
    let posting = read_id(&posting)?;
    services.restore_draft(&actor, posting, read_hidden(&point)?).await?;
    see_other(&paths::posting(posting));
    Ok(())
}
