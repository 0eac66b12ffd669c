//! Locked sections: what they withstand, and who lifts a lock.

use domain::{
    document::{ClientId, Draft, Operation, OperationError, Rejection, admit},
    events::Event,
    ids::{LineId, PostingId, SectionId},
    permissions::Refusal,
    posting::{Requirement, SectionKind},
    templates::Filling,
};
use scenarios::{Cast, World, on_both_databases};
use services::{LineForm, NewPosting, ServiceError, Start, Then};

use crate::templates::{a_template, add_line, add_section, conflict, draft, events, lock, publish, start};

/// A draft of Dana's: an open section and a locked one, each with a line.
async fn locked_draft(world: &World, cast: &Cast) -> PostingId {
    let slug = a_template(world, cast, "Ours").await;
    let open = add_section(world, cast, &slug, SectionKind::Responsibilities, "Duties").await;
    add_line(world, cast, &slug, &open, "You write code.").await;
    let law = add_section(world, cast, &slug, SectionKind::Disclosures, "Legal").await;
    add_line(world, cast, &slug, &law, "We treat everybody alike.").await;
    lock(world, cast, &slug, &law, "Legal").await;
    publish(world, cast, &slug, "").await;
    start(world, cast, &slug, Filling::default()).await.unwrap()
}

/// Everything that would change the locked section.
fn tries(open: &LineId, law: &SectionId, line: &LineId, home: &SectionId) -> Vec<Operation> {
    let add = Operation::AddLine {
        id: LineId::from_random(99),
        section: law.clone(),
        before: None,
        text: "Mine.".into(),
        source: None,
        requirement: Requirement::Plain,
        level: None,
    };
    vec![
        add,
        Operation::SetText { id: line.clone(), text: "We don’t.".into() },
        Operation::SpliceText { id: line.clone(), at: 0, remove: 2, insert: String::new() },
        Operation::RemoveLine { id: line.clone() },
        Operation::MoveLine { id: line.clone(), section: home.clone(), before: None },
        Operation::MoveLine { id: open.clone(), section: law.clone(), before: None },
        Operation::SetRequirement { id: line.clone(), requirement: Requirement::Required },
        Operation::RenameSection { id: law.clone(), heading: "Small print".into() },
        Operation::MoveSection { id: law.clone(), before: Some(home.clone()) },
        Operation::RemoveSection { id: law.clone() },
    ]
}

on_both_databases! {
    async fn nobody_who_writes_in_a_draft_changes_a_locked_section(world: World) {
        let cast = world.cast().await;
        let posting = locked_draft(&world, &cast).await;
        let before = draft(&world, &cast, posting).await;
        let (home, law) = (&before.sections[0], &before.sections[1]);
        assert!(law.locked && !home.locked);
        for operation in tries(&home.lines[0].id, &law.id, &law.lines[0].id, &home.id) {
            let sentence = conflict(world.services.edit_draft(&cast.dana, posting, std::slice::from_ref(&operation)).await);
            assert_eq!(sentence, OperationError::Locked(law.id.clone()).to_string(), "{operation:?}");
        }
        let form = |text: &str| LineForm { text: text.into(), requirement: Requirement::Plain, level: None };
        let (line, was) = (&law.lines[0], form(&law.lines[0].text));
        conflict(world.services.edit_line(&cast.dana, posting, &line.id, &was, &form("Else."), Then::Stay).await);
        conflict(world.services.edit_section(&cast.dana, posting, &law.id, "Legal", "Else", Then::Stay).await);
        assert_eq!(draft(&world, &cast, posting).await, before);
        let copy = NewPosting { team: cast.platform, start: Start::Copy(posting) };
        let copy = world.services.create_posting(&cast.dana, copy).await.unwrap();
        assert!(draft(&world, &cast, copy).await.sections[1].locked, "a copy is locked as well");
    }

    async fn an_update_of_a_browser_that_ignores_the_lock_is_not_admitted(world: World) {
        let cast = world.cast().await;
        let posting = locked_draft(&world, &cast).await;
        let view = world.services.open_draft(&cast.dana, posting).await.unwrap();
        let (home, law) = (&view.snapshot.sections[0], &view.snapshot.sections[1]);
        // A browser of somebody's own making: it unlocks its copy, and sends what it does then as its own.
        for operation in tries(&home.lines[0].id, &law.id, &law.lines[0].id, &home.id) {
            let server = Draft::load(ClientId(1), &view.state).unwrap();
            let mut forged = Draft::load(ClientId(77), &view.state).unwrap();
            let unlocked = forged.unlock(&law.id).unwrap();
            let locked = || Err(Rejection::Locked(law.id.clone()));
            assert_eq!(admit(&server, &unlocked), locked(), "the lock is not a browser's to lift");
            let edit = forged.apply(&operation, 5).unwrap();
            let both = domain::document::combine(&[unlocked, edit]).unwrap();
            assert_eq!(admit(&server, &both), locked(), "{operation:?}");
            assert_eq!(server.snapshot(), view.snapshot);
        }
    }

    async fn a_lock_is_lifted_by_curators_and_approvers_and_stands_in_the_log(world: World) {
        let cast = world.cast().await;
        let posting = locked_draft(&world, &cast).await;
        let before = draft(&world, &cast, posting).await;
        let law = before.sections[1].clone();
        for actor in [&cast.dana, &cast.ben, &cast.vera, &cast.axel] {
            let refused = world.services.unlock_section(actor, posting, &law.id).await;
            assert!(matches!(refused, Err(ServiceError::Refused(Refusal::LockedByTheTemplate))), "{refused:?}");
        }
        assert!(matches!(world.services.unlock_section(&cast.olga, posting, &law.id).await, Err(ServiceError::NotFound)));
        let nowhere = SectionId::from_random(5);
        conflict(world.services.unlock_section(&cast.hugo, posting, &nowhere).await);
        assert_eq!(draft(&world, &cast, posting).await, before);
        world.services.unlock_section(&cast.hugo, posting, &law.id).await.unwrap();
        world.services.unlock_section(&cast.ada, posting, &law.id).await.unwrap();
        let unlocked = Event::SectionUnlocked { posting, heading: "Legal".into() };
        let told = events(&world).await;
        assert_eq!(told.iter().filter(|event| **event == unlocked).count(), 1, "what is unlocked is not unlocked again");
        let open = draft(&world, &cast, posting).await;
        assert!(!open.sections[1].locked);
        assert_eq!(open.sections[1].lines, law.lines, "its words stay");
        let words = Operation::SetText { id: law.lines[0].id.clone(), text: "We treat all alike.".into() };
        world.services.edit_draft(&cast.dana, posting, &[words]).await.unwrap();
    }
}
