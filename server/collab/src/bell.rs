//! The bell: whoever changes a draft or its stage on this node rings it, and the sweep looks at once instead of within a
//! second. That is all it does; nothing is lost when it stays silent.

use std::{collections::BTreeSet, sync::Mutex};

use domain::ids::PostingId;
use services::edges::Announcer;
use tokio::sync::Notify;

use crate::locked;

/// Which drafts changed since somebody looked.
#[derive(Debug, Default)]
pub struct Bell {
    changed: Mutex<BTreeSet<PostingId>>,
    rung: Notify,
}

impl Bell {
    pub(crate) fn ring(&self, posting: PostingId) {
        locked(&self.changed).insert(posting);
        self.rung.notify_one();
    }

    /// Waits until something changed. May be dropped while it waits.
    pub(crate) async fn rung(&self) -> BTreeSet<PostingId> {
        loop {
            let changed = std::mem::take(&mut *locked(&self.changed));
            if !changed.is_empty() {
                return changed;
            }
            self.rung.notified().await;
        }
    }
}

impl Announcer for Bell {
    fn draft_changed(&self, posting: PostingId) {
        self.ring(posting);
    }
}
