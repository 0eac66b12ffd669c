//! Proposals for the library: made, answered, taken over; and overrides that agree.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use domain::{
    accounts::Actor,
    document::Operation,
    ids::{ItemId, LineId, PostingId, ProposalId, TeamId},
    library::{IndexItem, ProposalStatus, WordingForm},
    notifications::NotificationKind,
    posting::{Origin, SectionKind},
};
use scenarios::{
    World,
    cast::{Cast, a_manager},
    on_both_databases,
    postings::a_posting,
};
use services::{AcceptForm, MergeForm, NewPosting, ProposalForm, ServiceError, Start};

const TEXT: &str = "Bake bread for the whole team on Fridays.";

fn wording(name: &str, body: &str) -> WordingForm {
    WordingForm { name: name.into(), body: body.into(), ..WordingForm::default() }
}

fn accept(name: &str, body: &str) -> AcceptForm {
    AcceptForm { kind: "benefit".into(), wording: wording(name, body), ..AcceptForm::default() }
}

/// A posting of Dana's with a line of her own.
async fn with_own_line(world: &World, cast: &Cast) -> (PostingId, LineId) {
    let made = a_posting().by(&cast.dana).line(SectionKind::Benefits, TEXT).make(&world.services).await.unwrap();
    let snapshot = world.services.open_draft(&cast.dana, made.id).await.unwrap().snapshot;
    let line = snapshot.lines().find(|(_, line)| line.text == TEXT).unwrap().1.id.clone();
    (made.id, line)
}

async fn proposed(world: &World, actor: &Actor, origin: Option<(PostingId, LineId)>) -> ProposalId {
    let form = ProposalForm {
        kind: "benefit".into(),
        wording: wording("Bread", TEXT),
        origin,
        note: "Everybody asks.".into(),
        ..ProposalForm::default()
    };
    world.services.propose_item(actor, &form).await.unwrap()
}

/// A manager in a team that is neither Dana's nor Olga's.
async fn dora(world: &World, cast: &Cast) -> (Actor, TeamId) {
    let team = world.services.create_team(&cast.ada, "Data").await.unwrap();
    let dora = a_manager(&world.services, cast, "Dora Lang", "dora@northwind.example", "a-password-nobody-guesses");
    let dora = dora.await.unwrap();
    world.services.grant_role(&cast.ada, dora.id, domain::accounts::Role::HiringManager, Some(team)).await.unwrap();
    (world.services.actor(dora.id).await.unwrap().unwrap(), team)
}

/// A posting of the team with a line that words the item like this.
async fn overridden(world: &World, (actor, team): (&Actor, TeamId), item: ItemId, text: &str) {
    let posting = world.services.create_posting(actor, NewPosting { team, start: Start::Empty }).await.unwrap();
    let line = world.services.insert_item(actor, posting, item, None).await.unwrap();
    world.services.edit_draft(actor, posting, &[Operation::SetText { id: line, text: text.into() }]).await.unwrap();
}

async fn item(world: &World, cast: &Cast, slug: &str) -> IndexItem {
    let index = world.services.library_index(&cast.ada).await.unwrap();
    index.items.iter().find(|item| item.slug == slug).unwrap().clone()
}

on_both_databases! {
    async fn curators_are_told_of_a_proposal_and_find_it_at_home_until_it_is_answered(world: World) {
        let cast = world.cast().await;
        let told = async |person: &Actor| {
            let list = world.services.notifications(person, 1).await.unwrap();
            let proposed = list.notifications.into_iter().filter(|told| told.kind == NotificationKind::Proposed);
            proposed.map(|told| told.sentence()).collect::<Vec<_>>()
        };
        let at_home = async |person: &Actor| world.services.home(person).await.unwrap().proposals;
        let proposal = proposed(&world, &cast.dana, None).await;
        assert_eq!(told(&cast.ada).await, ["Dana Okafor proposes “Bread” for the library."]);
        assert_eq!((at_home(&cast.ada).await, at_home(&cast.dana).await), (1, 0));
        for other in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel] {
            assert!(told(other).await.is_empty(), "{}", other.display_name);
        }
        world.services.decline_proposal(&cast.ada, proposal, "Enough bread.").await.unwrap();
        assert_eq!(at_home(&cast.ada).await, 0);
        proposed(&world, &cast.ada, None).await;
        assert_eq!(told(&cast.ada).await.len(), 1, "nobody is told what they did themselves");
    }

    async fn a_line_is_proposed_accepted_and_takes_the_item(world: World) {
        let cast = world.cast().await;
        let (posting, line) = with_own_line(&world, &cast).await;
        let begun = world.services.proposal_draft(&cast.dana, posting, Some(&line)).await.unwrap();
        assert_eq!((begun.kind.as_str(), begun.wording.body.as_str()), ("benefit", TEXT));
        assert!(begun.lines.iter().any(|own| own.id == line));
        let proposal = proposed(&world, &cast.dana, Some((posting, line.clone()))).await;
        let adopt = || world.services.adopt_proposal(&cast.dana, proposal, posting, line.clone());
        assert!(matches!(adopt().await, Err(ServiceError::Conflict(_))), "it waits");
        assert_eq!(world.services.waiting_proposals(&cast.ada).await.unwrap(), 1);

        let body = "We bake fresh bread for everybody on Fridays.";
        let item = world.services.accept_proposal(&cast.ada, proposal, &accept("Fresh bread", body)).await.unwrap();
        let told = world.services.notifications(&cast.dana, 1).await.unwrap().notifications;
        assert_eq!((told[0].kind, told[0].detail.as_str()), (NotificationKind::ProposalAccepted, "Fresh bread"));
        assert_eq!(world.services.current_item(&cast.dana, item).await.unwrap().body, body);

        // Nothing changed in the draft until a person says so.
        let text = async || {
            let snapshot = world.services.open_draft(&cast.dana, posting).await.unwrap().snapshot;
            let (_, found) = snapshot.line(&line).unwrap();
            (found.text.clone(), found.origin)
        };
        assert_eq!(text().await, (TEXT.to_owned(), Origin::Custom));
        assert!(!world.services.proposal(&cast.dana, proposal).await.unwrap().origins[0].is_settled);
        adopt().await.unwrap();
        let (now, origin) = text().await;
        assert!(now == body && matches!(origin, Origin::Library { source } if source.item == item));
        assert!(world.services.proposal(&cast.dana, proposal).await.unwrap().origins[0].is_settled);
    }

    async fn a_line_that_waits_for_an_answer_is_not_proposed_again(world: World) {
        let cast = world.cast().await;
        let (posting, line) = with_own_line(&world, &cast).await;
        let first = proposed(&world, &cast.dana, Some((posting, line.clone()))).await;
        let form = ProposalForm { origin: Some((posting, line.clone())), kind: "benefit".into(), wording: wording("Again", TEXT), ..ProposalForm::default() };
        let again = world.services.propose_item(&cast.ben, &form).await;
        assert!(matches!(&again, Err(ServiceError::Conflict(sentence)) if sentence.contains("proposed already")), "{again:?}");
        world.services.decline_proposal(&cast.ada, first, "We have that.").await.unwrap();
        world.services.propose_item(&cast.ben, &form).await.unwrap();
    }

    async fn a_proposal_is_declined_with_a_reason_and_decided_once(world: World) {
        let cast = world.cast().await;
        let proposal = proposed(&world, &cast.hugo, None).await;
        let empty = world.services.decline_proposal(&cast.ada, proposal, "  ").await;
        assert!(matches!(empty, Err(ServiceError::Invalid(_))));
        let form = accept("Bread", TEXT);
        let (one, other) = tokio::join!(
            world.services.decline_proposal(&cast.ada, proposal, "We have cake."),
            world.services.accept_proposal(&cast.ada, proposal, &form),
        );
        let lost = one.as_ref().err().or(other.as_ref().err());
        assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
        assert!(matches!(lost, Some(ServiceError::Conflict(sentence)) if sentence.contains("decided on this proposal already")), "{lost:?}");
        let page = world.services.proposal(&cast.hugo, proposal).await.unwrap();
        assert_eq!(page.card.status, if one.is_ok() { ProposalStatus::Declined } else { ProposalStatus::Accepted });
        assert_eq!(world.services.notifications(&cast.hugo, 1).await.unwrap().notifications.len(), 1);
    }

    async fn a_proposal_is_for_its_proposer_and_for_curators(world: World) {
        let cast = world.cast().await;
        let (posting, line) = with_own_line(&world, &cast).await;
        let proposal = proposed(&world, &cast.dana, Some((posting, line.clone()))).await;
        for actor in [&cast.ben, &cast.hugo, &cast.olga] {
            assert!(matches!(world.services.proposal(actor, proposal).await, Err(ServiceError::NotFound)));
            assert!(world.services.proposals(actor).await.unwrap().open.is_empty());
            let decided = world.services.accept_proposal(actor, proposal, &accept("Bread", TEXT)).await;
            assert!(matches!(decided, Err(ServiceError::Refused(_))));
        }
        for actor in [&cast.vera, &cast.axel] {
            assert!(matches!(world.services.proposals(actor).await, Err(ServiceError::Refused(_))));
            let form = ProposalForm { kind: "benefit".into(), wording: wording("Bread", TEXT), ..ProposalForm::default() };
            assert!(matches!(world.services.propose_item(actor, &form).await, Err(ServiceError::Refused(_))));
        }
        let foreign = ProposalForm { kind: "benefit".into(), wording: wording("Bread", TEXT), origin: Some((posting, line)), ..ProposalForm::default() };
        assert!(matches!(world.services.propose_item(&cast.olga, &foreign).await, Err(ServiceError::NotFound)));
        let wrong = ProposalForm { kind: "nothing".into(), note: "x".repeat(5_000), ..ProposalForm::default() };
        let Err(ServiceError::Invalid(fields)) = world.services.propose_item(&cast.dana, &wrong).await else { panic!() };
        let fields: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert!(fields.contains(&"kind") && fields.contains(&"note") && fields.contains(&"name"), "{fields:?}");
    }

    async fn overrides_of_three_teams_that_agree_become_one_proposal(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let (dora, third) = dora(&world, &cast).await;
        let item = item(&world, &cast, "query-tuning").await;
        let own = "Find the slow queries, show in figures why they are slow, and make them fast again.";
        let like_it = "Find the slow queries, show in figures why they are slow and make them fast again";
        overridden(&world, (&cast.dana, cast.platform), item.id, own).await;
        overridden(&world, (&cast.olga, cast.payments), item.id, like_it).await;
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 0, "two teams are not three");
        overridden(&world, (&dora, third), item.id, own).await;
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 1);
        overridden(&world, (&cast.dana, cast.platform), item.id, own).await;
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 0, "it is known");

        assert!(world.services.proposals(&cast.dana).await.unwrap().open.is_empty(), "it is for curators");
        let open = world.services.proposals(&cast.ada).await.unwrap().open;
        assert_eq!((open.len(), open[0].lines, open[0].proposer.clone()), (1, 4, None));
        let page = world.services.proposal(&cast.ada, open[0].id).await.unwrap();
        let mut teams: Vec<_> = page.origins.iter().map(|origin| origin.team.as_str()).collect();
        teams.sort_unstable();
        teams.dedup();
        assert_eq!((teams.len(), page.hidden), (3, 0));
        let form = AcceptForm {
            wording: WordingForm { body: own.into(), ..WordingForm::of(&page.card.wording) },
            from_version: page.from_version,
            change_class: "editorial".into(),
            reason: "Three teams word it like this.".into(),
            ..AcceptForm::default()
        };
        assert_eq!(world.services.accept_proposal(&cast.ada, open[0].id, &form).await.unwrap(), item.id);
        let now = world.services.current_item(&cast.dana, item.id).await.unwrap();
        assert_eq!((now.version, now.body.as_str()), (2, own));
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 0, "what was answered is not asked again");
    }

    async fn overrides_of_a_merged_item_agree_with_those_of_the_one_in_its_place(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let (dora, third) = dora(&world, &cast).await;
        let (gone, stays) = (item(&world, &cast, "performance-work").await, item(&world, &cast, "query-tuning").await);
        let own = "Find the slow queries, show in figures why they are slow, and make them fast again.";
        overridden(&world, (&cast.dana, cast.platform), gone.id, own).await;
        overridden(&world, (&cast.olga, cast.payments), gone.id, own).await;
        // What the other item says is no wording of anybody's own.
        overridden(&world, (&cast.olga, cast.payments), gone.id, &stays.body).await;
        overridden(&world, (&dora, third), gone.id, &stays.body).await;
        overridden(&world, (&cast.dana, cast.platform), gone.id, &stays.body).await;
        overridden(&world, (&dora, third), stays.id, own).await;
        let merge = MergeForm { gone: (gone.id, 1), stays: (stays.id, 1), reason: "They say the same.".into() };
        world.services.merge_items(&cast.ada, &merge).await.unwrap();
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 1);
        let open = world.services.proposals(&cast.ada).await.unwrap().open;
        assert_eq!((open[0].of_item.as_ref().unwrap().id, open[0].lines), (stays.id, 3));
        assert_eq!(open[0].wording.body, own);
    }

    async fn a_proposal_about_an_item_that_is_merged_goes_on_about_the_one_in_its_place(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        let (dora, third) = dora(&world, &cast).await;
        let (gone, stays) = (item(&world, &cast, "performance-work").await, item(&world, &cast, "query-tuning").await);
        let own = "Find the slow queries, show in figures why they are slow, and make them fast again.";
        for by in [(&cast.dana, cast.platform), (&cast.olga, cast.payments), (&dora, third)] {
            overridden(&world, by, gone.id, own).await;
        }
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 1);
        let merge = MergeForm { gone: (gone.id, 1), stays: (stays.id, 1), reason: "They say the same.".into() };
        world.services.merge_items(&cast.ada, &merge).await.unwrap();
        assert_eq!(world.services.propose_agreeing_overrides().await.unwrap(), 0, "it is known");
        let open = world.services.proposals(&cast.ada).await.unwrap().open;
        let page = world.services.proposal(&cast.ada, open[0].id).await.unwrap();
        let wording = &page.card.wording;
        assert_eq!((wording.name.as_str(), wording.body.as_str()), (stays.name.as_str(), own), "nothing is renamed by it");
        let form = AcceptForm {
            wording: WordingForm::of(wording),
            from_version: page.from_version,
            change_class: "editorial".into(),
            reason: "Three teams word it like this.".into(),
            ..AcceptForm::default()
        };
        assert_eq!(world.services.accept_proposal(&cast.ada, open[0].id, &form).await.unwrap(), stays.id);
        assert_eq!(world.services.current_item(&cast.dana, stays.id).await.unwrap().body, own);
    }
}
