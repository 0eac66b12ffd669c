//! Titles, headings and prose that two people write at once; and drafts made before those were texts.

use domain::{
    document::Operation,
    ids::PostingId,
    posting::{Authorship, FactKey},
};
use scenarios::{Cast, World, on_both_databases};

use crate::live::{a_draft, room::Room, seq, set_title, title};

/// A draft as earlier versions stored it: a section “About” and the title “Developer”, both in registers.
const OLDER: &[u8] = b"\x01\x03\x01\x00\x28\x01\x08sections\x01s\x01\x77\x0bV|overview|\
    \x28\x01\x08sections\x09s/heading\x01\x77\x05About\x28\x01\x04meta\x05title\x01\x77\x09Developer\x00";

async fn an_older_draft(world: &World, cast: &Cast) -> PostingId {
    let posting = a_draft(world, &cast.dana).await;
    let last = seq(world, posting).await;
    let work = world.storage.begin().await.unwrap();
    work.collab().keep_state(posting, last, OLDER.to_vec()).await.unwrap();
    work.commit().await.unwrap();
    posting
}

async fn lock(world: &World, posting: PostingId, locked: bool) {
    let work = world.storage.begin().await.unwrap();
    work.collab().set_locked(posting, locked).await.unwrap();
    work.commit().await.unwrap();
}

on_both_databases! {
    async fn two_tabs_that_type_in_one_title_and_heading_both_survive(world: World) {
        let cast = world.cast().await;
        let posting = a_draft(&world, &cast.dana).await;
        world.services.edit_draft(&cast.dana, posting, &[set_title("Developer")]).await.unwrap();
        let mut room = Room::open(&world.services, posting).await;
        let (mut dana, mut ben) = (room.tab(&cast.dana, 101), room.tab(&cast.ben, 102));
        let section = room.section();
        let rename = |heading: String| Operation::RenameSection { id: section.clone(), heading };
        let heading = room.draft.snapshot().sections[0].heading.clone();
        for (tab, words, heading) in [
            (&mut dana, "Rust Developer", format!("Now: {heading}")),
            (&mut ben, "Developer (Berlin)", format!("{heading}, and more")),
        ] {
            room.write(tab, &set_title(words));
            room.write(tab, &rename(heading));
        }
        room.commit().await;
        assert_eq!(title(&world, posting).await, "Rust Developer (Berlin)");
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(view.snapshot.sections[0].heading, format!("Now: {heading}, and more"));
        assert_eq!(view.posting.title, "Rust Developer (Berlin)", "what lists read");
    }

    async fn an_older_draft_gets_its_texts_once_however_many_open_it(world: World) {
        let cast = world.cast().await;
        let posting = an_older_draft(&world, &cast).await;
        let first = seq(&world, posting).await;
        let (one, other) = tokio::join!(world.services.load_live(posting), world.services.load_live(posting));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!((one.seq, other.seq), (first + 1, first + 1));
        assert!(!one.draft.lacks_texts() && one.draft.encode() == other.draft.encode());
        assert_eq!(one.draft.snapshot().facts.get(FactKey::Title), "Developer");
        assert_eq!(one.draft.snapshot().sections[0].heading, "About");
        assert_eq!(world.services.load_live(posting).await.unwrap().seq, first + 1);
        let authors = world.storage.collab().contributors_since(posting, first).await.unwrap();
        let owner = Authorship::somewhere([cast.dana.id]);
        assert_eq!(authors, owner, "the owner, who does not decide on it in any case");
    }

    async fn a_locked_older_draft_stays_as_it_is_until_it_can_be_written(world: World) {
        let cast = world.cast().await;
        let posting = an_older_draft(&world, &cast).await;
        lock(&world, posting, true).await;
        let first = seq(&world, posting).await;
        assert!(world.services.load_live(posting).await.unwrap().draft.lacks_texts());
        assert_eq!(seq(&world, posting).await, first);

        // A room that is open when the lock goes still takes whole values, and loses none.
        let mut room = Room::open(&world.services, posting).await;
        lock(&world, posting, false).await;
        let mut dana = room.tab(&cast.dana, 101);
        room.write(&mut dana, &set_title("Engineer"));
        room.commit().await;
        assert_eq!(title(&world, posting).await, "Engineer");
        assert_eq!(seq(&world, posting).await, first + 2, "the value, and the texts when it was opened next");
    }

    async fn a_form_gives_an_older_draft_its_texts_with_its_first_edit(world: World) {
        let cast = world.cast().await;
        let posting = an_older_draft(&world, &cast).await;
        let first = seq(&world, posting).await;
        let unchanged = world.services.edit_draft(&cast.ben, posting, &[set_title("Developer")]).await.unwrap();
        assert_eq!(unchanged, first, "no edit, no texts");
        world.services.edit_draft(&cast.ben, posting, &[set_title("Rust Developer")]).await.unwrap();
        let live = world.services.load_live(posting).await.unwrap();
        assert_eq!((live.seq, live.draft.lacks_texts()), (first + 1, false));
        assert_eq!(live.draft.snapshot().facts.get(FactKey::Title), "Rust Developer");
        assert_eq!(world.storage.collab().contributors_since(posting, first).await.unwrap().people().collect::<Vec<_>>(), [cast.ben.id]);
    }
}
