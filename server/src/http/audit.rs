//! The audit log as a file to keep: written while it is read, so that a long log takes no more memory than a short one.

use app::{admin::audit_query, error::AppError, paths, scope::Scope};
use axum::{
    body::Bytes,
    extract::{Request, State},
    response::{IntoResponse, Response},
};
use domain::events::chain::Head;
use http::{StatusCode, header};
use services::{AuditFormat, AuditQuery};

use super::{
    Front,
    pieces::{self, Pieces},
};

/// `/audit/export.csv` and `/audit/export.json`, with the filter of the page.
pub(crate) async fn export(State(front): State<Front>, request: Request) -> Response {
    let format = if request.uri().path() == paths::AUDIT_CSV { AuditFormat::Csv } else { AuditFormat::Json };
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(request.uri().query().unwrap_or_default().as_bytes()).into_owned().collect();
    let query = audit_query(|name| {
        fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    });
    let scope = front.scope(request.headers(), request.extensions(), None).await;
    match begin(scope, query, format).await {
        Ok(response) => response,
        Err(error) => (error.status(), format!("{error}\n")).into_response(),
    }
}

/// Who may not read the log is refused before the first byte.
async fn begin(scope: Scope, query: AuditQuery, format: AuditFormat) -> Result<Response, AppError> {
    let head = scope.services.audit_head(scope.actor()?).await?;
    let name = match format {
        AuditFormat::Csv => "audit-log.csv",
        AuditFormat::Json => "audit-log.json",
    };
    let headers = [
        (header::CONTENT_TYPE, format.content_type().to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    let export = Export { scope, query, format, head, next: Next::Begin };
    Ok((StatusCode::OK, headers, pieces::body(export)).into_response())
}

/// An export under way.
struct Export {
    scope: Scope,
    query: AuditQuery,
    format: AuditFormat,
    head: Head,
    next: Next,
}

enum Next {
    Begin,
    /// The entries after this number.
    Entries {
        after: i64,
        is_first: bool,
    },
    End,
}

impl Pieces for Export {
    async fn piece(mut self) -> Result<(Bytes, Option<Self>), AppError> {
        match self.next {
            Next::Begin => {
                let bytes = self.format.begin(&self.head)?;
                self.next = Next::Entries { after: 0, is_first: true };
                Ok((bytes.into(), Some(self)))
            }
            Next::Entries { after, is_first } => {
                let actor = self.scope.actor()?;
                let some = self.scope.services.audit_extract(actor, &self.query, after, self.head.seq).await?;
                let bytes = self.format.entries(&some.entries, is_first)?;
                self.next = some.after.map_or(Next::End, |after| Next::Entries { after, is_first: false });
                Ok((bytes.into(), Some(self)))
            }
            Next::End => Ok((self.format.end().into(), None)),
        }
    }
}
