//! What piles up until somebody takes it: whoever adds never waits, whoever takes gets everything at once.

use std::sync::Mutex;

use tokio::sync::Notify;

use crate::locked;

/// Empty while it equals the default.
#[derive(Debug, Default)]
pub(crate) struct Pile<T> {
    all: Mutex<T>,
    grown: Notify,
}

impl<T: Default + PartialEq> Pile<T> {
    pub(crate) fn add(&self, put: impl FnOnce(&mut T)) {
        put(&mut locked(&self.all));
        self.grown.notify_one();
    }

    /// Everything, as soon as there is something. May be dropped while it waits.
    pub(crate) async fn taken(&self) -> T {
        loop {
            let all = self.take();
            if all != T::default() {
                return all;
            }
            self.grown.notified().await;
        }
    }

    /// Everything, even if it is nothing.
    pub(crate) fn take(&self) -> T {
        std::mem::take(&mut *locked(&self.all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_gets_everything_that_was_added_once() {
        let pile: Pile<Vec<u8>> = Pile::default();
        let (all, ()) = tokio::join!(pile.taken(), async {
            pile.add(|all| all.push(1));
            pile.add(|all| all.push(2));
        });
        assert_eq!(all, [1, 2]);
        assert!(pile.take().is_empty());
        // Woken for what is gone already, it waits on.
        pile.add(|all| all.push(3));
        pile.take();
        let (all, ()) = tokio::join!(pile.taken(), async {
            tokio::task::yield_now().await;
            pile.add(|all| all.push(4));
        });
        assert_eq!(all, [4]);
    }
}
