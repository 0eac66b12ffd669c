//! The library as a file to take along, and files that are brought.

use app::{error::AppError, forms::FormOutcome, library::UPLOAD, paths, scope::Scope};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request, State, multipart::Field},
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::ImportId, input::FieldError, library::exchange::ExchangeFormat};
use futures::{Stream, StreamExt, stream};
use http::{Method, StatusCode, header};
use services::{Arrival, exported_head, exported_piece, exported_tail};

use super::{
    Front, pages,
    pieces::{self, Pieces},
};

/// `/library/export.csv`, `.json` and `.xlsx`.
pub(crate) async fn export(State(front): State<Front>, request: Request) -> Response {
    let format = match request.uri().path() {
        paths::LIBRARY_CSV => ExchangeFormat::Csv,
        paths::LIBRARY_JSON => ExchangeFormat::Json,
        _ => ExchangeFormat::Xlsx,
    };
    let scope = front.scope(request.headers(), request.extensions(), None).await;
    match begin(scope, format).await {
        Ok(response) => response,
        Err(error) => (error.status(), format!("{error}\n")).into_response(),
    }
}

/// Who may not curate is refused before the first byte.
async fn begin(scope: Scope, format: ExchangeFormat) -> Result<Response, AppError> {
    let actor = scope.actor()?;
    let (body, kind) = match format {
        ExchangeFormat::Xlsx => (
            Body::from(scope.services.export_workbook(actor).await?),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        text => {
            let slugs = scope.services.exported_slugs(actor).await?;
            let kind = if text == ExchangeFormat::Csv { "text/csv; charset=utf-8" } else { "application/json" };
            (pieces::body(Export { scope, format, slugs, next: Next::Head }), kind)
        }
    };
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"library.{format}\"")),
    ];
    Ok((StatusCode::OK, headers, body).into_response())
}

/// An export under way.
struct Export {
    scope: Scope,
    format: ExchangeFormat,
    slugs: Vec<String>,
    next: Next,
}

enum Next {
    Head,
    /// The rows of the addresses from this one on.
    Rows {
        from: usize,
        is_first: bool,
    },
    Tail,
}

impl Pieces for Export {
    async fn piece(mut self) -> Result<(Bytes, Option<Self>), AppError> {
        match self.next {
            Next::Head => {
                self.next = Next::Rows { from: 0, is_first: true };
                Ok((exported_head(self.format)?.into(), Some(self)))
            }
            Next::Rows { from, .. } if from == self.slugs.len() => {
                self.next = Next::Tail;
                Ok((Bytes::new(), Some(self)))
            }
            Next::Rows { from, is_first } => {
                let actor = self.scope.actor()?;
                let (rows, read) = self.scope.services.exported_rows(actor, &self.slugs[from..]).await?;
                let bytes = exported_piece(self.format, &rows, is_first)?;
                self.next = Next::Rows { from: from + read, is_first: is_first && rows.is_empty() };
                Ok((bytes.into(), Some(self)))
            }
            Next::Tail => Ok((exported_tail(self.format).into(), None)),
        }
    }
}

/// Somebody reloads what came of an upload.
pub(crate) async fn back() -> Redirect {
    Redirect::to(paths::LIBRARY_IMPORT)
}

/// Takes in the file of the form, then shows its page; refused, the form's page again.
pub(crate) async fn upload(State(front): State<Front>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let scope = front.scope(&parts.headers, &parts.extensions, None).await;
    let request = Request::from_parts(parts.clone(), body);
    match take_in(&scope, request).await {
        Ok(import) => Redirect::to(&paths::import(import)).into_response(),
        Err(error) => {
            let outcome = FormOutcome { action: UPLOAD.to_owned(), key: String::new(), values: Vec::new(), error };
            let mut page = Request::from_parts(parts, Body::empty());
            (*page.method_mut(), *page.uri_mut()) = (Method::GET, http::Uri::from_static(paths::LIBRARY_IMPORT));
            pages::render(&front, page, Some(outcome)).await
        }
    }
}

async fn take_in(scope: &Scope, request: Request) -> Result<ImportId, AppError> {
    // Before anything is read.
    scope.services.library_imports(scope.actor()?).await?;
    let (parts, body) = request.into_parts();
    let request = Request::from_parts(parts, Body::from_stream(one_by_one(body)));
    let mut form = Multipart::from_request(request, &()).await.map_err(|_| AppError::BadRequest)?;
    while let Some(field) = form.next_field().await.map_err(|_| broken_off())? {
        if field.name() == Some("file") {
            return take_file(scope, field).await;
        }
    }
    Err(nothing_chosen())
}

/// The pieces of a body, none before the one before it was taken: the reader of forms would gather all that is there.
fn one_by_one(body: Body) -> impl Stream<Item = Result<Bytes, axum::Error>> {
    stream::unfold(body.into_data_stream(), |mut pieces| async move {
        tokio::task::yield_now().await;
        pieces.next().await.map(|piece| (piece, pieces))
    })
}

fn broken_off() -> AppError {
    AppError::Invalid(vec![FieldError::new("file", "The upload broke off. Try again.")])
}

fn nothing_chosen() -> AppError {
    AppError::Invalid(vec![FieldError::new("file", "Choose a file.")])
}

async fn take_file(scope: &Scope, mut field: Field<'_>) -> Result<ImportId, AppError> {
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err(nothing_chosen());
    }
    let mut arrival = scope.services.begin_import(scope.actor()?, &name).await?;
    match take_bytes(scope, &mut arrival, &mut field).await {
        Ok(()) => Ok(scope.services.finish_arrival(arrival).await?),
        // However it ended: this is what one has to know.
        Err(_) if arrival.is_too_large() => Ok(scope.services.finish_arrival(arrival).await?),
        Err(error) => {
            scope.services.give_up_arrival(arrival).await?;
            Err(error)
        }
    }
}

async fn take_bytes(scope: &Scope, arrival: &mut Arrival, field: &mut Field<'_>) -> Result<(), AppError> {
    while let Some(bytes) = field.chunk().await.map_err(|_| broken_off())? {
        scope.services.take_in(arrival, &bytes).await?;
    }
    Ok(())
}
