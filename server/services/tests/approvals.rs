//! Approvals that survive what they should: decisions carried over by content, policies, people who stand in, and approvals
//! that lapse.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::time::Duration;

use domain::{
    accounts::{Actor, Role},
    document::Operation,
    ids::{PostingId, RevisionId},
    permissions::Refusal,
    posting::{FactKey, Scope},
    review::{Ballot, FourEyes, Needed, Order, PayAbove, StageName, Verdict},
    time::read_date,
};
use scenarios::{
    Cast, World, on_both_databases,
    policies::{a_policy, a_step},
    postings::{Made, a_posting, approve, verdict},
};
use services::{
    DEFAULT_POLICY, Look, NewApprovers, NewDelegation, NewEscalation, NewInvitation, NewRule, NewStep, Outcome, Picks,
    ServiceError, Since,
};

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

async fn stage(world: &World, posting: PostingId) -> StageName {
    world.storage.postings().find(posting).await.unwrap().unwrap().stage.name()
}

fn set(key: FactKey, value: &str) -> Operation {
    Operation::SetFact { key, value: value.to_owned() }
}

fn on(revision: RevisionId, step: &str, verdict: Verdict) -> Ballot {
    Ballot { revision, steps: vec![step.to_owned()], verdict, comment: "Because.".to_owned() }
}

fn is_conflict<T: std::fmt::Debug>(result: &Result<T, ServiceError>) -> bool {
    matches!(result, Err(ServiceError::Conflict(_)))
}

/// What is wrong with each field, as "field: sentence".
fn wrong<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<String> {
    let Err(ServiceError::Invalid(fields)) = result else { panic!("{result:?}") };
    fields.into_iter().map(|field| format!("{}: {}", field.field, field.message)).collect()
}

/// A second HR approver beside Hugo.
async fn ina(world: &World, cast: &Cast) -> Actor {
    somebody(world, cast, "Ina Falk", Role::HrApprover).await
}

async fn somebody(world: &World, cast: &Cast, name: &str, role: Role) -> Actor {
    let email = format!("{}@northwind.example", name.to_lowercase().replace(' ', "."));
    let invitation = NewInvitation { email, role, team: None };
    scenarios::cast::join(&world.services, &cast.ada, invitation, name, "a-password-nobody-guesses").await.unwrap()
}

const HR: &[Role] = &[Role::HrApprover];

on_both_databases! {
    async fn only_what_changed_is_asked_again_and_undoing_brings_the_approval_back(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        // The draft can be written on beside what is approved.
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::BaseSalaryMaxValue, "85000")]).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
        let second = services.submit(&cast.dana, made.id, "More pay.").await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        let page = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        let open: Vec<_> = page.steps.iter().map(|step| (step.key.as_str(), step.is_met, step.open_scopes.clone())).collect();
        assert_eq!(open, [("content", true, vec![]), ("pay_and_place", false, vec![Scope::Pay])]);
        let said = &page.steps[1].decisions[0];
        assert_eq!((said.stands, said.is_here, said.changed.as_slice()), (true, false, &[Scope::Pay][..]), "place and timing still count");

        services.edit_draft(&cast.dana, made.id, &[set(FactKey::BaseSalaryMaxValue, "80000")]).await.unwrap();
        let third = services.submit(&cast.dana, made.id, "Back to what it was.").await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved, "nobody has to be asked");
        assert!(is_conflict(&services.publish(&cast.hugo, made.id, second).await));
        services.publish(&cast.hugo, made.id, third).await.unwrap();
        let (_, rows) = services.revisions(&cast.dana, made.id).await.unwrap();
        let outcomes: Vec<_> = rows.iter().map(|row| row.outcome.unwrap()).collect();
        assert_eq!(outcomes, [Outcome::Approved, Outcome::Superseded, Outcome::Approved]);
    }

    async fn a_round_that_was_withdrawn_or_sent_back_keeps_its_approvals(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.decide(&cast.hugo, id, &on(revision.unwrap(), "content", Verdict::Approve)).await.unwrap();
        services.decide(&cast.hugo, id, &on(revision.unwrap(), "pay_and_place", Verdict::RequestChanges)).await.unwrap();
        services.edit_draft(&cast.dana, id, &[set(FactKey::BaseSalaryMinValue, "70000")]).await.unwrap();
        let view = services.open_draft(&cast.dana, id).await.unwrap();
        let asked: Vec<_> = view.approvals.iter().map(|step| (step.name.as_str(), step.asked_about.clone())).collect();
        assert_eq!(asked[0], ("Content", vec![]));
        let second = services.submit(&cast.dana, id, "").await.unwrap();
        services.withdraw(&cast.dana, id).await.unwrap();
        let third = services.submit(&cast.dana, id, "").await.unwrap();
        assert!(is_conflict(&services.decide(&cast.hugo, id, &on(second, "pay_and_place", Verdict::Approve)).await));
        services.decide(&cast.hugo, id, &on(third, "pay_and_place", Verdict::Approve)).await.unwrap();
        assert_eq!(stage(&world, id).await, StageName::Approved);
    }

    async fn who_wrote_meanwhile_is_no_approver_of_that_part_any_more(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        ina(&world, &cast).await;
        let membership = domain::accounts::Membership { role: Role::HiringManager, team: Some(cast.platform) };
        let mut hugo = cast.hugo.clone();
        hugo.memberships.push(membership);
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        services.decide(&hugo, id, &on(revision.unwrap(), "content", Verdict::Approve)).await.unwrap();
        let typed = [set(FactKey::BaseSalaryMinValue, "70000"), set(FactKey::Title, "Typo")];
        services.edit_draft(&hugo, id, &typed).await.unwrap();
        let before = world.storage.reviews().revision(revision.unwrap()).await.unwrap().unwrap().snapshot;
        services.edit_draft(&cast.dana, id, &[set(FactKey::Title, before.facts.get(FactKey::Title))]).await.unwrap();
        services.submit(&cast.dana, id, "").await.unwrap();
        let page = services.review_page(&cast.hugo, id, Look::default()).await.unwrap();
        let expected = [vec![Scope::Identity], vec![Scope::Pay, Scope::Place, Scope::Timing]];
        let open: Vec<_> = page.steps.iter().map(|step| step.open_scopes.clone()).collect();
        assert_eq!(open, expected, "what he approved still counts where he did not write");
    }

    async fn what_did_not_change_is_not_submitted_twice(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        assert!(is_conflict(&services.submit(&cast.dana, made.id, "").await));
        approve(services, &cast.hugo, made).await.unwrap();
        assert!(is_conflict(&services.submit(&cast.dana, made.id, "").await));
    }

    async fn an_approval_that_lapsed_is_asked_for_again_with_the_same_words(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        world.clock.advance(61 * DAY);
        // The last day to apply went by as well.
        let open = [set(FactKey::ValidThrough, "2027-06-30")];
        let Err(ServiceError::Invalid(_)) = services.publish(&cast.hugo, made.id, made.revision.unwrap()).await else { panic!() };
        services.edit_draft(&cast.dana, made.id, &open).await.unwrap();
        let second = services.submit(&cast.dana, made.id, "Is this still right?").await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        let page = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        assert!(page.steps.iter().all(|step| !step.is_met && step.decisions[0].has_lapsed));
        approve(services, &cast.hugo, Made { id: made.id, revision: Some(second) }).await.unwrap();
        world.clock.advance(61 * DAY);
        let Err(ServiceError::Conflict(why)) = services.publish(&cast.hugo, made.id, second).await else { panic!() };
        assert_eq!(why, "The approval of “Content” has lapsed. Submit the posting again to have it confirmed; the others still hold.");
        let third = services.submit(&cast.dana, made.id, "The same words.").await.unwrap();
        approve(services, &cast.hugo, Made { id: made.id, revision: Some(third) }).await.unwrap();
        services.publish(&cast.hugo, made.id, third).await.unwrap();
    }

    async fn a_policy_is_for_the_postings_that_fit_and_a_running_review_stays_under_its_own(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let before = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let mut high = a_policy("High pay", vec![a_step("Pay", &[Scope::Pay], &[Role::Admin]), a_step("The rest", &[Scope::Duties], HR)]);
        high.conditions.pay_above = Some(PayAbove { currency: "EUR".to_owned(), per_year: 70_000 });
        high.order = Order::OneByOne;
        services.make_policy(&cast.ada, high).await.unwrap();

        let low = a_posting().by(&cast.dana).fact(FactKey::BaseSalaryMinValue, "50000").fact(FactKey::BaseSalaryMaxValue, "60000");
        let low = low.in_review().make(services).await.unwrap();
        approve(services, &cast.hugo, low).await.unwrap();
        approve(services, &cast.hugo, before).await.unwrap();

        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let revision = revision.unwrap();
        let page = services.review_page(&cast.dana, id, Look::default()).await.unwrap();
        assert_eq!((page.policy_name.as_str(), page.policy_version), ("High pay", 1));
        let asked: Vec<_> = page.steps.iter().map(|step| (step.name.as_str(), step.is_open, step.asked.as_str())).collect();
        assert_eq!(asked, [("Pay", true, "an admin"), ("The rest", false, "an HR approver")]);
        let early = services.decide(&cast.hugo, id, &on(revision, "the_rest", Verdict::Approve)).await;
        assert!(matches!(&early, Err(ServiceError::Conflict(why)) if why.contains("comes later")), "{early:?}");
        let others = services.decide(&cast.hugo, id, &on(revision, "pay", Verdict::Approve)).await;
        assert!(matches!(&others, Err(ServiceError::Conflict(why)) if why.contains("not asked")), "{others:?}");
        services.decide(&cast.ada, id, &on(revision, "pay", Verdict::Approve)).await.unwrap();
        services.decide(&cast.hugo, id, &on(revision, "the_rest", Verdict::Approve)).await.unwrap();
        assert_eq!(stage(&world, id).await, StageName::Approved);
    }

    async fn approvals_under_another_version_count_where_the_same_people_are_asked(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).approved_by(&cast.hugo).make(services).await.unwrap();
        let (view, _) = services.policy(&cast.ada, DEFAULT_POLICY).await.unwrap();
        let again = |step: &domain::review::Step, roles: &[Role]| NewStep { key: step.key.clone(), ..a_step(&step.name, &step.scopes, roles) };
        let steps = &view.rule.policy.steps;
        let changed = a_policy("Default policy", vec![again(&steps[0], HR), again(&steps[1], &[Role::Admin])]);
        services.edit_policy(&cast.ada, DEFAULT_POLICY, 0, changed.clone()).await.unwrap();
        assert!(is_conflict(&services.edit_policy(&cast.ada, DEFAULT_POLICY, 0, changed).await), "somebody else was first");
        services.edit_draft(&cast.dana, made.id, &[set(FactKey::WorkHours, "38 a week")]).await.unwrap();
        services.submit(&cast.dana, made.id, "").await.unwrap();
        let page = services.review_page(&cast.ada, made.id, Look::default()).await.unwrap();
        let pay = &page.steps[1];
        assert_eq!((pay.is_met, pay.decisions.len(), pay.asked.as_str()), (false, 0, "an admin"), "an HR approver's word is not an admin's");
        assert!(!page.steps[0].decisions.is_empty());
    }

    async fn two_of_three_and_all_and_picked(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let ina = ina(&world, &cast).await;
        let two = NewStep { needed: Needed::AtLeast(2), ..a_step("Two", &[Scope::Duties], HR) };
        let all = NewStep { needed: Needed::All, ..a_step("All", &[Scope::Pay], HR) };
        let picked = NewStep { is_picked: true, ..a_step("Picked", &[Scope::Place], &[]) };
        services.make_policy(&cast.ada, a_policy("Many", vec![two, all, picked])).await.unwrap();
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let none = services.submit(&cast.dana, made.id, "").await;
        assert_eq!(wrong(none), ["asked.picked: Pick who decides on “Picked”."]);
        let olga = Picks::from([("picked".to_owned(), vec![cast.olga.id])]);
        let stranger = services.submit_to(&cast.dana, made.id, "", &olga).await;
        assert_eq!(wrong(stranger), ["asked.picked: Somebody whom you picked for “Picked” can't decide on it. Pick again."]);
        let ben = Picks::from([("picked".to_owned(), vec![cast.ben.id])]);
        let revision = services.submit_to(&cast.dana, made.id, "", &ben).await.unwrap();
        let refused = services.decide(&cast.hugo, made.id, &on(revision, "picked", Verdict::Approve)).await;
        assert!(is_conflict(&refused), "{refused:?}");
        services.decide(&cast.ben, made.id, &on(revision, "picked", Verdict::Approve)).await.unwrap();
        for person in [&cast.hugo, &ina] {
            assert_eq!(stage(&world, made.id).await, StageName::InReview);
            let both = Ballot { steps: vec!["two".to_owned(), "all".to_owned()], ..verdict(revision, Verdict::Approve) };
            services.decide(person, made.id, &both).await.unwrap();
        }
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
    }

    async fn a_policy_that_only_the_author_could_meet_is_told_at_submit_with_a_way_out(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let mut only_dana = a_step("Pay", &[Scope::Pay], &[]);
        only_dana.approvers.emails = vec!["dana@northwind.example".to_owned()];
        services.make_policy(&cast.ada, a_policy("Only Dana", vec![only_dana])).await.unwrap();
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let told = wrong(services.submit(&cast.dana, made.id, "").await);
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("asked.pay: Nobody could decide on “Pay”: Dana Okafor submits it. Ask an admin"), "{told:?}");
        let forecast = services.forecast(&cast.vera, made.id).await.unwrap();
        assert!(forecast.outlook.steps[0].problem.is_some());
        assert_eq!(stage(&world, made.id).await, StageName::Draft);

        let three = NewStep { needed: Needed::AtLeast(3), ..a_step("Three", &[Scope::Pay], HR) };
        services.make_policy(&cast.ada, a_policy("Too many", vec![three])).await.unwrap();
        let told = wrong(services.submit(&cast.dana, made.id, "").await);
        assert!(told[0].contains("“Three” needs 3 approvals, and only 1 could give one."), "{told:?}");
    }

    async fn stricter_four_eyes_keep_two_steps_and_the_team_apart(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let ina = ina(&world, &cast).await;
        let mut strict = a_policy("Strict", vec![a_step("One", &[Scope::Duties], HR), a_step("Two", &[Scope::Pay], HR)]);
        strict.four_eyes = FourEyes { one_step_each: true, outside_the_team: true, ..FourEyes::default() };
        services.make_policy(&cast.ada, strict).await.unwrap();
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let revision = revision.unwrap();
        services.decide(&cast.hugo, id, &on(revision, "one", Verdict::Approve)).await.unwrap();
        let twice = services.decide(&cast.hugo, id, &on(revision, "two", Verdict::Approve)).await;
        assert!(matches!(&twice, Err(ServiceError::Conflict(why)) if why.contains("two steps")), "{twice:?}");
        services.grant_role(&cast.ada, ina.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
        let insider = services.actor(ina.id).await.unwrap().unwrap();
        let refused = services.decide(&insider, id, &on(revision, "two", Verdict::Approve)).await;
        assert!(matches!(refused, Err(ServiceError::Refused(Refusal::HiresForTheTeam))), "{refused:?}");
    }

    async fn an_overdue_review_escalates_and_one_approval_is_enough(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        ina(&world, &cast).await;
        let all = NewStep { needed: Needed::All, ..a_step("All", &[Scope::Pay], HR) };
        let to = NewApprovers { roles: vec![Role::Admin], emails: Vec::new() };
        let mut slow = a_policy("Slow", vec![all]);
        slow.escalation = Some(NewEscalation { after_hours: 24, to });
        services.make_policy(&cast.ada, slow).await.unwrap();
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let ballot = on(revision.unwrap(), "all", Verdict::Approve);
        world.clock.advance(71 * HOUR);
        let early = services.decide(&cast.ada, id, &ballot).await;
        assert!(matches!(early, Err(ServiceError::Refused(Refusal::NotAsked))), "{early:?}");
        assert!(services.home(&cast.ada).await.unwrap().to_decide.is_empty());
        world.clock.advance(2 * HOUR);
        assert_eq!(services.home(&cast.ada).await.unwrap().to_decide.len(), 1);
        services.decide(&cast.ada, id, &ballot).await.unwrap();
        assert_eq!(stage(&world, id).await, StageName::Approved);
    }

    async fn an_admin_asks_others_on_a_stuck_step_and_nobody_else_does(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let ben = [cast.ben.id];
        for stranger in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel] {
            let refused = services.reassign(stranger, id, "content", &ben, "Hugo is away.").await;
            assert!(matches!(refused, Err(ServiceError::Refused(Refusal::NotAnAdmin))), "{refused:?}");
        }
        assert!(matches!(services.reassign(&cast.olga, id, "content", &ben, "x").await, Err(ServiceError::NotFound)));
        assert_eq!(wrong(services.reassign(&cast.ada, id, "content", &ben, " ").await), ["reason: Say why somebody else is asked; it stays in the history."]);
        let author = wrong(services.reassign(&cast.ada, id, "content", &[cast.dana.id], "She knows it.").await);
        assert_eq!(author, ["person: Dana Okafor submitted it, so somebody else has to decide."]);
        let stranger = wrong(services.reassign(&cast.ada, id, "content", &[cast.olga.id], "She is here.").await);
        assert_eq!(stranger, ["person: Olga Petrova may not read this team's postings, so somebody else has to decide."]);
        services.reassign(&cast.ada, id, "content", &ben, "Hugo is away.").await.unwrap();
        let revision = revision.unwrap();
        assert!(is_conflict(&services.decide(&cast.hugo, id, &on(revision, "content", Verdict::Approve)).await));
        services.decide(&cast.ben, id, &on(revision, "content", Verdict::Approve)).await.unwrap();
        services.decide(&cast.hugo, id, &on(revision, "pay_and_place", Verdict::Approve)).await.unwrap();
        assert_eq!(stage(&world, id).await, StageName::Approved);
    }

    async fn somebody_stands_in_for_some_days_and_the_record_says_for_whom(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let Made { id, revision } = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let ballot = on(revision.unwrap(), "content", Verdict::Approve);
        let today = services.now().date();
        let new = NewDelegation { to: cast.ben.id, first_day: today, last_day: today, reason: "At the dentist.".to_owned() };
        for (odd, field) in [
            (NewDelegation { to: cast.hugo.id, ..new.clone() }, "to"),
            (NewDelegation { first_day: read_date("2026-11-25").unwrap(), ..new.clone() }, "last_day"),
            (NewDelegation { last_day: read_date("2029-01-01").unwrap(), ..new.clone() }, "last_day"),
        ] {
            assert!(wrong(services.delegate(&cast.hugo, odd).await)[0].starts_with(field));
        }
        let delegation = services.delegate(&cast.hugo, new.clone()).await.unwrap();
        assert!(wrong(services.delegate(&cast.hugo, new).await)[0].starts_with("first_day: Somebody stands in for you"));
        assert_eq!(services.home(&cast.ben).await.unwrap().to_decide.len(), 1);
        services.decide(&cast.ben, id, &ballot).await.unwrap();
        let page = services.review_page(&cast.vera, id, Look::default()).await.unwrap();
        let said = &page.steps[0].decisions[0];
        assert_eq!((said.by_name.as_str(), said.for_name.as_deref()), ("Ben Carter", Some("Hugo Meyer")));
        assert!(matches!(services.end_delegation(&cast.vera, delegation).await, Err(ServiceError::NotFound)));
        services.end_delegation(&cast.ben, delegation).await.unwrap();
        let over = services.decide(&cast.ben, id, &on(revision.unwrap(), "pay_and_place", Verdict::Approve)).await;
        assert!(matches!(over, Err(ServiceError::Refused(Refusal::NotAnApprover))), "{over:?}");
        assert!(matches!(services.end_delegation(&cast.ben, delegation).await, Err(ServiceError::NotFound)), "it is over");
    }

    async fn a_reviewer_sees_what_changed_since_they_looked_and_only_their_parts(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let mut parts = a_policy("Parts", vec![a_step("Pay", &[Scope::Pay], &[Role::Admin]), a_step("Rest", &[Scope::Identity, Scope::Duties], HR)]);
        parts.reason.clear();
        services.make_policy(&cast.ada, parts).await.unwrap();
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let first = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
        assert!(first.base.is_none() && first.bases.is_empty());
        assert_eq!(first.scopes, [Scope::Identity, Scope::Duties]);
        assert!(first.elsewhere > 0);
        let edits = [set(FactKey::BaseSalaryMaxValue, "85000"), set(FactKey::Title, "Staff Developer")];
        services.edit_draft(&cast.dana, made.id, &edits).await.unwrap();
        assert!(services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap().is_draft_ahead);
        services.submit(&cast.dana, made.id, "").await.unwrap();
        for _ in 0..2 {
            let page = services.review_page(&cast.hugo, made.id, Look::default()).await.unwrap();
            assert_eq!(page.base.map(|base| (base.since, base.number)), Some((Since::Look, 1)), "and it stays so when one looks again");
            assert_eq!((page.difference.counts.facts, page.elsewhere), (1, 1));
        }
        let all = services.review_page(&cast.hugo, made.id, Look { is_everything: true, ..Look::default() }).await.unwrap();
        assert_eq!((all.difference.counts.facts, all.elsewhere), (2, 0));
        let nothing = Look { since: Some(Since::Nothing), ..Look::default() };
        assert!(services.review_page(&cast.hugo, made.id, nothing).await.unwrap().base.is_none());
        let vera = services.review_page(&cast.vera, made.id, Look::default()).await.unwrap();
        assert_eq!((vera.base, vera.scopes.len()), (None, Scope::ALL.len()), "she never looked, and nothing was approved");
    }

    async fn many_are_decided_on_at_once_and_one_that_fails_keeps_no_other_back(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let mut made = Vec::new();
        for _ in 0..3 {
            made.push(a_posting().by(&cast.dana).in_review().make(services).await.unwrap());
        }
        services.withdraw(&cast.dana, made[1].id).await.unwrap();
        let reviews: Vec<_> = made.iter().map(|made| (made.id, made.revision.unwrap())).collect();
        let items = services.decide_all(&cast.hugo, &reviews, Verdict::Approve, "").await.unwrap();
        let done: Vec<bool> = items.iter().map(|item| item.result.is_ok()).collect();
        assert_eq!(done, [true, false, true]);
        assert_eq!(stage(&world, made[0].id).await, StageName::Approved);
        assert_eq!(stage(&world, made[1].id).await, StageName::Draft);
        assert_eq!(wrong(services.decide_all(&cast.hugo, &[], Verdict::Approve, "").await), ["review: Tick at least one posting."]);
        let stranger = services.decide_all(&cast.olga, &reviews, Verdict::Approve, "").await.unwrap();
        assert!(stranger.iter().all(|item| item.result.is_err() && item.name == "A posting"), "nothing is told to her");
    }

    async fn the_next_one_in_the_queue_follows_and_after_the_last_comes_the_first(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(a_posting().by(&cast.dana).in_review().make(services).await.unwrap().id);
            world.clock.advance(HOUR);
        }
        let next = async |after| services.next_in_queue(&cast.hugo, after).await.unwrap();
        assert_eq!(next(ids[0]).await, Some(ids[1]));
        assert_eq!(next(ids[2]).await, Some(ids[0]));
        assert_eq!(services.next_in_queue(&cast.vera, ids[0]).await.unwrap(), None);
    }

    async fn policies_are_for_admins_and_each_change_is_a_version_with_a_reason(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let new = || a_policy("Ours", vec![a_step("One", &[Scope::Pay], HR)]);
        for stranger in [&cast.dana, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            assert!(matches!(services.policies(stranger).await, Err(ServiceError::Refused(Refusal::NotAnAdmin))));
            assert!(matches!(services.make_policy(stranger, new()).await, Err(ServiceError::Refused(Refusal::NotAnAdmin))));
            assert!(matches!(services.retire_policy(stranger, DEFAULT_POLICY).await, Err(ServiceError::Refused(_))));
        }
        let id = services.make_policy(&cast.ada, new()).await.unwrap();
        assert_eq!(wrong(services.edit_policy(&cast.ada, id, 1, NewRule { reason: String::new(), ..new() }).await), ["reason: Say why it changes; it stands beside the version."]);
        services.edit_policy(&cast.ada, id, 1, NewRule { due_hours: 8, ..new() }).await.unwrap();
        let (view, all) = services.policy(&cast.ada, id).await.unwrap();
        assert_eq!((view.rule.policy.version, view.rule.policy.due_hours, view.versions.len()), (2, 8, 2));
        let names: Vec<_> = all.all.iter().map(|policy| policy.rule.policy.name.as_str()).collect();
        assert_eq!(names, ["Ours", "Default policy"]);
        let odd = |change: fn(&mut NewRule)| {
            let mut rule = new();
            change(&mut rule);
            rule
        };
        for (rule, field) in [
            (odd(|rule| rule.name = "  ".to_owned()), "name"),
            (odd(|rule| rule.steps.clear()), "steps"),
            (odd(|rule| rule.steps[0].scopes.clear()), "steps[0][scopes]"),
            (odd(|rule| rule.steps[0].approvers.emails = vec!["nobody@northwind.example".to_owned(), "<b>".to_owned()]), "steps[0][people]"),
            (odd(|rule| rule.due_hours = 0), "due_hours"),
        ] {
            assert!(wrong(services.make_policy(&cast.ada, rule).await)[0].starts_with(field), "{field}");
        }
        let all = odd(|rule| {
            rule.name.clear();
            rule.steps[0].approvers.roles.clear();
            rule.due_hours = 0;
        });
        let told = wrong(services.make_policy(&cast.ada, all.clone()).await);
        assert_eq!(told.len(), 3, "all at once: {told:?}");
        assert_eq!(wrong(services.check_policy(&cast.ada, all.clone()).await), told);
        assert!(matches!(services.check_policy(&cast.dana, all).await, Err(ServiceError::Refused(_))));
        services.retire_policy(&cast.ada, id).await.unwrap();
        assert!(matches!(services.edit_policy(&cast.ada, id, 2, new()).await, Err(ServiceError::NotFound)));
        assert!(matches!(services.retire_policy(&cast.ada, DEFAULT_POLICY).await, Err(ServiceError::NotFound)));
    }
}
