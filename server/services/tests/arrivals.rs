//! Bringing in postings that were written elsewhere.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::{collections::BTreeMap, time::Duration};

use domain::{
    accounts::Actor,
    arrivals::{Confidence, Outline},
    ids::{ArrivalId, PostingId},
    permissions::ReadableTeams,
    posting::{FactKey, Origin, SectionKind},
};
use scenarios::{World, on_both_databases};
use services::{ArrivalView, Choice, PostingQuery, ServiceError, SettleForm};

const TEXT: &str = "\
Senior Backend Engineer

What you will do
- Find the slow queries, learn why they are slow, and make them fast again.
- Review the changes of your teammates with great care
- Bake bread

Requirements
- PostgreSQL
";

async fn brought_in(world: &World, actor: &Actor) -> ArrivalView {
    let id = world.services.paste_arrival(actor, TEXT).await.unwrap();
    world.services.arrival(actor, id).await.unwrap()
}

fn form(team: domain::ids::TeamId, lines: &[(usize, Choice)]) -> SettleForm {
    SettleForm { team, facts: BTreeMap::new(), kinds: BTreeMap::new(), lines: lines.iter().copied().collect() }
}

async fn count(world: &World, actor: &Actor) -> u64 {
    world.services.list_postings(actor, &PostingQuery::default()).await.unwrap().total
}

on_both_databases! {
    async fn a_text_becomes_one_posting_with_its_lines_referring_to_items(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let view = brought_in(&world, &cast.dana).await;
        let lines: Vec<_> = view.sections.iter().flat_map(|section| &section.lines).collect();
        let best = |line: usize| &lines[line].candidates[0];
        assert_eq!((best(0).item.name.as_str(), best(0).confidence), ("Query tuning", Confidence::Same));
        assert_eq!((best(1).item.name.as_str(), best(1).confidence), ("Code review", Confidence::Likely));
        assert_eq!(best(3).item.name, "PostgreSQL");
        assert_eq!(count(&world, &cast.dana).await, 0);

        let choices = [(0, Choice::Take(best(0).item.source())), (1, Choice::Own(best(1).item.source())), (2, Choice::Custom), (3, Choice::Take(best(3).item.source()))];
        let mut form = form(cast.platform, &choices);
        form.facts.insert(FactKey::Title, "Backend Engineer".to_owned());
        let posting = world.services.settle_arrival(&cast.dana, view.id, &form).await.unwrap();
        let draft = world.services.open_draft(&cast.dana, posting).await.unwrap();
        assert_eq!(draft.posting.title, "Backend Engineer");
        let origins: Vec<_> = draft.snapshot.lines().map(|(section, line)| (section.kind, line.text.as_str(), line.origin)).collect();
        assert_eq!(origins[0].1, "Find the slow queries, learn why they are slow, and make them fast again.");
        assert!(matches!(origins[0].2, Origin::Library { .. }) && matches!(origins[3].2, Origin::Library { .. }));
        assert_eq!(origins[1].1, "Review the changes of your teammates with great care");
        assert!(matches!(origins[1].2, Origin::Override { source } if source == best(1).item.source()));
        assert_eq!((origins[2].1, origins[2].2), ("Bake bread", Origin::Custom));
        assert_eq!((origins[3].0, origins[3].1), (SectionKind::RequiredSkills, best(3).item.body.as_str()));
        let uses = world.storage.library().uses(best(1).item.id, &ReadableTeams::All, 10).await.unwrap();
        assert_eq!((uses.len(), uses[0].is_overridden), (1, true));
    }

    async fn confirming_twice_makes_one_posting_and_keeps_no_text(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let view = brought_in(&world, &cast.dana).await;
        let form = form(cast.platform, &[]);
        let settle = || world.services.settle_arrival(&cast.dana, view.id, &form);
        let (first, second) = tokio::join!(settle(), settle());
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(count(&world, &cast.dana).await, 1);
        let left = world.services.arrival(&cast.dana, view.id).await.unwrap();
        assert!(left.posting.is_some() && left.sections.is_empty());
    }

    async fn a_text_is_its_owners_alone_and_for_a_day(world: World) {
        let cast = world.cast().await;
        let view = brought_in(&world, &cast.dana).await;
        let others = world.services.arrival(&cast.ben, view.id).await;
        assert!(matches!(others, Err(ServiceError::NotFound)), "{others:?}");
        let settled = world.services.settle_arrival(&cast.ben, view.id, &form(cast.platform, &[])).await;
        assert!(matches!(settled, Err(ServiceError::NotFound)), "{settled:?}");
        for actor in [&cast.hugo, &cast.ada] {
            assert!(matches!(world.services.paste_arrival(actor, TEXT).await, Err(ServiceError::Refused(_))));
            assert!(matches!(world.services.arrival(actor, view.id).await, Err(ServiceError::Refused(_))));
        }
        world.clock.advance(Duration::from_secs(25 * 60 * 60));
        assert!(matches!(world.services.arrival(&cast.dana, view.id).await, Err(ServiceError::NotFound)));
        world.services.forget_expired().await.unwrap();
        let rows = world.storage.arrivals().find(view.id, domain::time::Timestamp(0)).await.unwrap();
        assert_eq!(rows, None);
    }

    async fn only_the_newest_texts_of_a_person_are_kept(world: World) {
        let cast = world.cast().await;
        let mut ids: Vec<ArrivalId> = Vec::new();
        for _ in 0..12 {
            world.clock.advance(Duration::from_secs(1));
            ids.push(world.services.paste_arrival(&cast.dana, TEXT).await.unwrap());
        }
        let bens = world.services.paste_arrival(&cast.ben, TEXT).await.unwrap();
        for (place, id) in ids.iter().enumerate() {
            assert_eq!(world.services.arrival(&cast.dana, *id).await.is_ok(), place >= 2, "{place}");
        }
        assert!(world.services.arrival(&cast.ben, bens).await.is_ok());
    }

    async fn what_can_not_be_taken_is_named_and_nothing_is_made(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let fields = |error: ServiceError| match error {
            ServiceError::Invalid(fields) => fields.into_iter().map(|field| field.field).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        for text in ["", " \n\u{200b}", &"x".repeat(60_000)] {
            assert_eq!(fields(world.services.paste_arrival(&cast.dana, text).await.unwrap_err()), ["text"]);
        }
        let empty = world.services.upload_arrival(&cast.dana, "scan.pdf", Outline::default()).await;
        assert_eq!(fields(empty.unwrap_err()), ["file"]);

        let view = brought_in(&world, &cast.dana).await;
        let gone = "01890a5d-ac96-774b-bcce-b302099a8057@3".parse().unwrap();
        let mut form = form(cast.platform, &[(1, Choice::Take(gone))]);
        form.facts.insert(FactKey::Title, "x".repeat(500));
        form.facts.insert(FactKey::BaseSalaryMinValue, "much".to_owned());
        let refused = world.services.settle_arrival(&cast.dana, view.id, &form).await;
        assert_eq!(fields(refused.unwrap_err()), ["title", "baseSalary.minValue", "lines[1]"]);
        assert_eq!(count(&world, &cast.dana).await, 0);
        let elsewhere = SettleForm { team: cast.payments, ..form };
        assert!(matches!(world.services.settle_arrival(&cast.dana, view.id, &elsewhere).await, Err(ServiceError::Refused(_))));
    }

    async fn a_person_sets_sections_right_and_leaves_lines_out(world: World) {
        let cast = world.cast().await;
        let view = brought_in(&world, &cast.dana).await;
        let mut form = form(cast.platform, &[(3, Choice::LeaveOut), (2, Choice::LeaveOut)]);
        form.kinds.insert(0, SectionKind::Applications);
        let posting: PostingId = world.services.settle_arrival(&cast.dana, view.id, &form).await.unwrap();
        let draft = world.services.open_draft(&cast.dana, posting).await.unwrap();
        let sections: Vec<_> = draft.snapshot.sections.iter().map(|section| (section.kind, section.lines.len())).collect();
        assert_eq!(sections, [(SectionKind::Applications, 2)]);
    }
}
