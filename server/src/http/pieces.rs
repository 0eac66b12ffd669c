//! Bodies that are made piece by piece while they are sent, so that a long file takes no more memory than a short one.

use app::error::AppError;
use axum::body::{Body, Bytes};
use futures::stream;

/// A file under way.
pub(crate) trait Pieces: Sized + Send + 'static {
    /// The next piece, and what is left after it. A failure breaks the answer off: a file that is cut does not look whole.
    fn piece(self) -> impl Future<Output = Result<(Bytes, Option<Self>), AppError>> + Send;
}

pub(crate) fn body(file: impl Pieces) -> Body {
    Body::from_stream(stream::try_unfold(Some(file), |file| async move {
        match file {
            Some(file) => file.piece().await.map(Some),
            None => Ok(None),
        }
    }))
}
