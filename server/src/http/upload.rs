//! Files that somebody uploads from a page: read apart, and kept as what was read.
//!
//! Such a form posts to its page as every other does, but in parts (`multipart/form-data`). One that is refused shows the
//! page again with the sentence.

use app::{error::AppError, forms::FormOutcome, paths};
use axum::{
    body::Body,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::{arrivals::Outline, input::FieldError};
use futures::StreamExt;
use http::{Method, header};
use multer::{Constraints, Multipart, SizeLimit, parse_boundary};

use super::{Front, forms, pages};
use crate::extract::{FILE_MAX_BYTES, Unreadable};

/// What is taken in of a body before the connection is given up, so that a browser hears why its file was refused.
pub(crate) const DRAINED_BYTES: usize = 32 * 1024 * 1024;
/// The function that the form names, and its field.
const ACTION: &str = "upload_arrival";
const FIELD: &str = "file";

/// A form of the page on which files are uploaded: in parts, or as any other.
pub(crate) async fn submit(State(front): State<Front>, request: Request) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Ok(boundary) = parse_boundary(kind) else { return forms::submit(State(front), request).await };
    let (parts, body) = request.into_parts();
    match keep(&front, &parts, body, boundary).await {
        Ok(next) => Redirect::to(&next).into_response(),
        Err(error) => {
            let outcome = FormOutcome { action: ACTION.to_owned(), key: String::new(), values: Vec::new(), error };
            let mut page = Request::from_parts(parts, Body::empty());
            *page.method_mut() = Method::GET;
            *page.uri_mut() = paths::NEW_ARRIVAL.parse().unwrap_or_default();
            pages::render(&front, page, Some(outcome)).await
        }
    }
}

/// Permission first: a file of somebody who may not bring it in is not read.
async fn keep(front: &Front, parts: &http::request::Parts, body: Body, boundary: String) -> Result<String, AppError> {
    let scope = front.scope(&parts.headers, &parts.extensions, None).await;
    let actor = scope.actor()?;
    scope.services.may_bring_in(actor)?;
    let mut body = body.into_data_stream();
    let taken = take(&mut body, boundary).await;
    if taken.is_err() {
        while let Some(Ok(_)) = body.next().await {}
    }
    let (name, bytes) = taken.map_err(said)?;
    let outline: Outline = front.reader.read(&name, bytes).await.map_err(said)?;
    let arrival = scope.services.upload_arrival(actor, &name, outline).await?;
    Ok(paths::arrival(arrival))
}

fn said(why: Unreadable) -> AppError {
    AppError::Invalid(vec![FieldError::new(FIELD, why)])
}

/// The file's name and its bytes.
async fn take<S, E>(body: &mut S, boundary: String) -> Result<(String, Vec<u8>), Unreadable>
where
    S: futures::Stream<Item = Result<axum::body::Bytes, E>> + Send + Unpin,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    let sizes = SizeLimit::new().for_field(FIELD, FILE_MAX_BYTES as u64).per_field(1024);
    let mut form = Multipart::with_constraints(body, boundary, Constraints::new().size_limit(sizes));
    while let Some(field) = form.next_field().await.map_err(|_| Unreadable::Damaged)? {
        if field.name() != Some(FIELD) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|error| match error {
            multer::Error::FieldSizeExceeded { .. } => Unreadable::TooLarge,
            _ => Unreadable::Damaged,
        })?;
        let is_missing = name.is_empty() && bytes.is_empty();
        return if is_missing { Err(Unreadable::Missing) } else { Ok((name, bytes.to_vec())) };
    }
    Err(Unreadable::Missing)
}
