//! A file arrives, part by part.

use domain::{
    accounts::Actor,
    ids::ImportId,
    input::one_paragraph,
    library::{
        ChangeClass,
        exchange::{ExchangeFormat, ImportStage},
    },
};
use storage::ImportRecord;

use crate::{Result, ServiceError, Services, library::may_curate};

/// The largest file that is taken: a hundred thousand items with long texts.
pub const FILE_MAX_BYTES: usize = 64 * 1024 * 1024;
/// The largest Excel file: it is packed, and has to be held whole.
pub(super) const WORKBOOK_MAX_BYTES: usize = 16 * 1024 * 1024;
/// How much of a file lies in one row of the database.
const PART_BYTES: usize = 256 * 1024;
/// Longest name of a file that is kept, in characters.
const FILE_NAME_MAX_CHARS: usize = 120;

/// A file that arrives. Dropped before it is complete, what came of it is swept away later.
#[derive(Debug)]
pub struct Arrival {
    import: ImportRecord,
    parts: i32,
    rest: Vec<u8>,
    is_too_large: bool,
}

impl Arrival {
    /// Whether it has more than may be kept.
    #[must_use]
    pub const fn is_too_large(&self) -> bool {
        self.is_too_large
    }
}

impl Services {
    /// Begins to take in a file of this name.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to all but curators; [`ServiceError::Invalid`] when the name tells of no format.
    pub async fn begin_import(&self, actor: &Actor, file_name: &str) -> Result<Arrival> {
        may_curate(actor)?;
        let bare = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let file_name: String = one_paragraph(bare).chars().take(FILE_NAME_MAX_CHARS).collect();
        let extension = bare.rsplit_once('.').map_or("", |(_, extension)| extension).trim().to_lowercase();
        let format: ExchangeFormat = extension
            .parse()
            .map_err(|_| ServiceError::invalid("file", "Choose a file that ends in .csv, .json or .xlsx."))?;
        let now = self.now();
        let import = ImportRecord {
            id: ImportId(self.edges.random.id(now)),
            owner: actor.id,
            file_name,
            format,
            bytes: 0,
            stage: ImportStage::Arriving,
            publishes: true,
            change_class: ChangeClass::Editorial,
            reason: String::new(),
            rows_done: 0,
            rows_all: 0,
            report: String::new(),
            problem: String::new(),
            claimed_until: now,
            created_at: now,
            updated_at: now,
        };
        let work = self.storage.begin().await?;
        work.imports().insert(&import).await?;
        work.commit().await?;
        Ok(Arrival { import, parts: 0, rest: Vec::new(), is_too_large: false })
    }

    /// Takes the next bytes. What is beyond the limit is not kept, and [`Services::finish_arrival`] says so.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn take_in(&self, arrival: &mut Arrival, bytes: &[u8]) -> Result<()> {
        arrival.import.bytes += i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let most = if arrival.import.format == ExchangeFormat::Xlsx { WORKBOOK_MAX_BYTES } else { FILE_MAX_BYTES };
        arrival.is_too_large =
            arrival.is_too_large || usize::try_from(arrival.import.bytes).is_ok_and(|all| all > most);
        if arrival.is_too_large {
            return Ok(());
        }
        arrival.rest.extend_from_slice(bytes);
        while arrival.rest.len() >= PART_BYTES {
            let rest = arrival.rest.split_off(PART_BYTES);
            let part = std::mem::replace(&mut arrival.rest, rest);
            self.keep_part(arrival, part).await?;
        }
        Ok(())
    }

    async fn keep_part(&self, arrival: &mut Arrival, part: Vec<u8>) -> Result<()> {
        let work = self.storage.begin().await?;
        work.imports().add_part(arrival.import.id, arrival.parts, part).await?;
        work.commit().await?;
        arrival.parts += 1;
        Ok(())
    }

    /// The file is here as a whole: a worker may look at it.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] when it is empty or too large; nothing is kept then.
    pub async fn finish_arrival(&self, mut arrival: Arrival) -> Result<ImportId> {
        let problem = if arrival.is_too_large {
            Some(too_large(arrival.import.format))
        } else if arrival.import.bytes == 0 {
            Some("The file is empty.".to_owned())
        } else {
            None
        };
        if let Some(problem) = problem {
            self.give_up_arrival(arrival).await?;
            return Err(ServiceError::invalid("file", problem));
        }
        if !arrival.rest.is_empty() {
            let part = std::mem::take(&mut arrival.rest);
            self.keep_part(&mut arrival, part).await?;
        }
        let (claimed, now) = (arrival.import.claimed_until, self.now());
        let import = ImportRecord { stage: ImportStage::Checking, updated_at: now, ..arrival.import };
        let work = self.storage.begin().await?;
        work.imports().advance(&import, claimed).await?;
        work.commit().await?;
        self.import_work.notify_one();
        Ok(import.id)
    }

    /// The rest of the file will not come.
    ///
    /// # Errors
    /// [`ServiceError::Unavailable`]
    pub async fn give_up_arrival(&self, arrival: Arrival) -> Result<()> {
        let work = self.storage.begin().await?;
        work.imports().delete(arrival.import.id).await?;
        Ok(work.commit().await?)
    }
}

fn too_large(format: ExchangeFormat) -> String {
    let mebibytes = |bytes: usize| bytes / (1024 * 1024);
    if format == ExchangeFormat::Xlsx {
        return format!(
            "An Excel file may have {} MiB. Save it as CSV, which may have more.",
            mebibytes(WORKBOOK_MAX_BYTES)
        );
    }
    format!("A file may have {} MiB. Split it in two.", mebibytes(FILE_MAX_BYTES))
}
