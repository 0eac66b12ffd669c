//! What is not saved yet is kept in this browser, so that a reload, a crash or an empty battery loses nothing.
//!
//! Each tab keeps its own record (local storage: written at once, unlike a database of the browser). A tab that opens the
//! draft takes up the records of tabs that are gone: their edits are sent as if they had been written here. Two tabs
//! sending the same edits do no harm, an edit counts once.

use domain::document::ClientId;
use leptos::prelude::*;
use web_sys::Storage;

use super::desk::Desk;
use crate::live;

/// One tab's unsaved edits.
struct Kept {
    epoch: i32,
    edits: Vec<(ClientId, Vec<u8>)>,
    /// The words in them, for when they can't be merged any more.
    words: String,
}

impl Kept {
    /// Three parts: the epoch, the edits, the words.
    fn write(&self) -> String {
        let edits = self.edits.iter().map(|(author, update)| format!("{}:{}", author.0, live::to_base64(update)));
        format!("{}\n{}\n{}", self.epoch, edits.collect::<Vec<_>>().join(" "), self.words)
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '\n');
        let epoch = parts.next()?.parse().ok()?;
        let edits = parts.next()?.split(' ').filter_map(|edit| {
            let (author, update) = edit.split_once(':')?;
            Some((ClientId(author.parse().ok()?), live::from_base64(update)?))
        });
        Some(Self { epoch, edits: edits.collect(), words: parts.next().unwrap_or_default().to_owned() })
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}

/// Records belong to a person: somebody else who signs in here neither sees nor sends them.
fn prefix(desk: Desk) -> String {
    format!("rolewright.unsaved.{}.{}.", desk.user, desk.posting)
}

fn own_key(desk: Desk) -> String {
    format!("{}{}", prefix(desk), desk.tab)
}

fn words_key(desk: Desk) -> String {
    format!("rolewright.words.{}.{}", desk.user, desk.posting)
}

/// Keeps the words that are not in the draft until their writer has put them away.
pub fn keep_words(desk: Desk) {
    if let Some(kept) = storage().and_then(|storage| storage.get_item(&words_key(desk)).ok().flatten()) {
        desk.unsent.set(Some(kept));
    }
    Effect::new(move |_| {
        let Some(storage) = storage() else { return };
        drop(desk.unsent.with(|words| match words {
            Some(words) => storage.set_item(&words_key(desk), words),
            None => storage.remove_item(&words_key(desk)),
        }));
    });
}

/// Keeps what this tab has not saved; forgets the record when everything is.
pub fn keep(desk: Desk) {
    let key = own_key(desk);
    let mine = desk.snapshot.get_untracked();
    let kept = desk.with(|work| {
        (!work.outbox.is_empty()).then(|| Kept {
            epoch: work.epoch,
            edits: work.outbox.everything(),
            words: work.words(&mine).unwrap_or_default(),
        })
    });
    // A browser may forbid to keep anything, or have no room left.
    let done = storage().is_some_and(|storage| {
        let done = match kept {
            Some(kept) => storage.set_item(&key, &kept.write()),
            None => storage.remove_item(&key),
        };
        done.is_ok()
    });
    if desk.is_kept.get_untracked() != done {
        desk.is_kept.set(done);
    }
}

/// Takes up what tabs that are gone could not save.
pub fn take_up(desk: Desk) {
    let Some(storage) = storage() else { return };
    let prefix = prefix(desk);
    let keys: Vec<String> =
        (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect();
    for key in keys.iter().filter(|key| key.starts_with(&prefix)) {
        let Some(kept) = storage.get_item(key).ok().flatten().and_then(|text| Kept::read(&text)) else { continue };
        let fits = desk.with(|work| {
            kept.epoch == work.epoch
                && kept.edits.into_iter().all(|(author, update)| work.inherit(author, update).is_ok())
        });
        if !fits && !kept.words.is_empty() {
            desk.unsent.update(|unsent| *unsent = Some(unsent.take().unwrap_or_default() + &kept.words));
        }
        drop(storage.remove_item(key));
    }
    desk.refresh();
    keep(desk);
}
