//! The bell: whoever changes a draft, its stage or what somebody may do rings it, and the sweep looks at once instead of
//! within a second, here and at the other nodes. That is all it does; nothing is lost when it stays silent.

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use domain::ids::{PostingId, UserId};
use services::edges::Announcer;

use crate::{nodes::Outgoing, pile::Pile};

/// What to look at.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub drafts: BTreeSet<PostingId>,
    pub people: BTreeSet<UserId>,
}

/// What changed since the sweep looked.
#[derive(Debug, Default)]
pub struct Bell {
    changes: Pile<Changes>,
    elsewhere: OnceLock<Arc<Outgoing>>,
}

impl Bell {
    /// From now on the other nodes hear it too.
    pub(crate) fn reaches(&self, elsewhere: Arc<Outgoing>) {
        // A bell that hangs in two hubs reaches the neighbours of the first.
        drop(self.elsewhere.set(elsewhere));
    }

    /// Rings here alone.
    pub(crate) fn ring(&self, drafts: BTreeSet<PostingId>, people: BTreeSet<UserId>) {
        self.changes.add(|changes| {
            changes.drafts.extend(drafts);
            changes.people.extend(people);
        });
    }

    /// Waits until something changed. May be dropped while it waits.
    pub(crate) async fn rung(&self) -> Changes {
        self.changes.taken().await
    }
}

impl Announcer for Bell {
    fn draft_changed(&self, posting: PostingId) {
        self.ring([posting].into(), BTreeSet::new());
        if let Some(elsewhere) = self.elsewhere.get() {
            elsewhere.tell(|notice| _ = notice.changed.insert(posting));
        }
    }

    fn person_changed(&self, person: UserId) {
        self.ring(BTreeSet::new(), [person].into());
        if let Some(elsewhere) = self.elsewhere.get() {
            elsewhere.tell(|notice| _ = notice.people.insert(person));
        }
    }
}
