//! Nobody decides on what they edited, scope by scope: whoever mends a typo in one part decides on the others.

use domain::{
    accounts::{Actor, Membership, Role},
    document::Operation,
    ids::{LineId, PostingId, SectionId},
    permissions::Refusal,
    posting::{FactKey, Scope, ScopeSet, SectionKind},
    review::{Ballot, FourEyes, Needed, StageName, Verdict},
};
use scenarios::{
    Cast, World, on_both_databases,
    policies::{a_policy, a_step},
    postings::a_posting,
};
use sea_orm::ConnectionTrait;
use services::{Look, NewInvitation, NewRule, NewStep, ReviewPage, ServiceError};

use super::{ballot, set, stage};

const HR: &[Role] = &[Role::HrApprover];

/// Hugo, who approves for all teams, and now writes for Platform, too.
pub async fn hugo(world: &World, cast: &Cast) -> Actor {
    world.services.grant_role(&cast.ada, cast.hugo.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
    let hugo = world.services.actor(cast.hugo.id).await.unwrap().unwrap();
    assert!(hugo.memberships.contains(&Membership { role: Role::HiringManager, team: Some(cast.platform) }));
    hugo
}

pub async fn ina(world: &World, cast: &Cast) -> Actor {
    let invitation = NewInvitation { email: "ina@northwind.example".into(), role: Role::HrApprover, team: None };
    let joined = scenarios::cast::join(&world.services, &cast.ada, invitation, "Ina Falk", "a-password-nobody-guesses");
    joined.await.unwrap()
}

/// A section of this kind, and its first line.
async fn place(world: &World, posting: PostingId, kind: SectionKind) -> (SectionId, LineId) {
    let said = world.services.load_live(posting).await.unwrap().draft.snapshot();
    let section = said.sections.into_iter().find(|section| section.kind == kind).unwrap();
    (section.id, section.lines[0].id.clone())
}

async fn mends_a_duty(world: &World, actor: &Actor, posting: PostingId) {
    let (_, id) = place(world, posting, SectionKind::Responsibilities).await;
    let typo = Operation::SetText { id, text: "You keep our services running.".to_owned() };
    world.services.edit_draft(actor, posting, &[typo]).await.unwrap();
}

async fn page(world: &World, actor: &Actor, posting: PostingId) -> ReviewPage {
    world.services.review_page(actor, posting, Look::default()).await.unwrap()
}

async fn asked(world: &World, person: &Actor) -> Vec<String> {
    let home = world.services.home(person).await.unwrap();
    home.to_decide.into_iter().flat_map(|queued| queued.open_steps).collect()
}

fn own<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> ScopeSet {
    match result {
        Err(ServiceError::Refused(Refusal::OwnEdits(scopes))) => scopes,
        other => panic!("not refused for own edits: {other:?}"),
    }
}

on_both_databases! {
    async fn an_approver_who_mends_a_typo_in_duties_decides_on_pay_and_not_on_the_content(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (hugo, ina) = (hugo(&world, &cast).await, ina(&world, &cast).await);
        let posting = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You keep it runing.").make(services).await.unwrap().id;
        mends_a_duty(&world, &hugo, posting).await;
        let forecast = services.forecast(&cast.dana, posting).await.unwrap();
        let out = |step: usize| forecast.outlook.steps[step].kept_out.iter().map(|out| format!("{} {}", out.name, out.why)).collect::<Vec<_>>();
        assert_eq!((out(0), out(1)), (vec!["Hugo Meyer edited Duties since the last approval".to_owned()], vec![]));

        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        assert_eq!((asked(&world, &hugo).await, asked(&world, &ina).await.len()), (vec!["Pay and place".to_owned()], 2));
        let page = page(&world, &hugo, posting).await;
        let mine: Vec<_> = page.steps.iter().map(|step| (step.is_mine, step.kept_out.as_deref())).collect();
        assert_eq!(mine, [(false, Some("You edited Duties, so somebody else decides on “Content”.")), (true, None)]);

        let forged = services.decide(&hugo, posting, &ballot(revision, "content", Verdict::Approve, "")).await;
        assert_eq!(own(forged), Scope::Duties.into());
        let both = Ballot { steps: vec!["content".to_owned(), "pay_and_place".to_owned()], ..ballot(revision, "", Verdict::Approve, "") };
        assert_eq!(own(services.decide(&hugo, posting, &both).await), Scope::Duties.into(), "all of it or nothing");
        let items = services.decide_all(&hugo, &[(posting, revision)], Verdict::Approve, "").await.unwrap();
        assert!(items[0].result.is_ok(), "many at once are decided on where he may");
        let steps: Vec<bool> = self::page(&world, &cast.dana, posting).await.steps.iter().map(|step| step.is_met).collect();
        assert_eq!(steps, [false, true]);
        services.decide(&ina, posting, &ballot(revision, "content", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);
    }

    async fn a_line_that_somebody_moves_counts_in_both_of_its_sections(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let hugo = hugo(&world, &cast).await;
        ina(&world, &cast).await;
        let made = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You choose your hours.").line(SectionKind::Benefits, "A ticket for the train.");
        let posting = made.make(services).await.unwrap().id;
        let (_, id) = place(&world, posting, SectionKind::Responsibilities).await;
        let (section, _) = place(&world, posting, SectionKind::Benefits).await;
        services.edit_draft(&hugo, posting, &[Operation::MoveLine { id, section, before: None }]).await.unwrap();
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let both = ScopeSet::from_iter([Scope::Duties, Scope::Pay]);
        for step in ["content", "pay_and_place"] {
            assert_eq!(own(services.decide(&hugo, posting, &ballot(revision, step, Verdict::Approve, "")).await), both);
        }
    }

    async fn a_policy_can_keep_whoever_edited_anything_from_all_of_it(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (hugo, ina) = (hugo(&world, &cast).await, ina(&world, &cast).await);
        let steps = || vec![a_step("Words", &[Scope::Duties], HR), a_step("Pay", &[Scope::Pay], HR)];
        let strict = FourEyes { whole_posting: true, ..FourEyes::default() };
        services.make_policy(&cast.ada, NewRule { four_eyes: strict, ..a_policy("Own edits", steps()) }).await.unwrap();
        let posting = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You keep it runing.").make(services).await.unwrap().id;
        let first = services.submit(&cast.dana, posting, "").await.unwrap();
        services.decide(&hugo, posting, &ballot(first, "pay", Verdict::Approve, "")).await.unwrap();
        mends_a_duty(&world, &hugo, posting).await;
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let open: Vec<bool> = page(&world, &ina, posting).await.steps.iter().map(|step| step.is_met).collect();
        assert_eq!(open, [false, false], "what he approved before he wrote counts no more either");
        let refused = services.decide(&hugo, posting, &ballot(revision, "pay", Verdict::Approve, "")).await;
        assert_eq!(own(refused), ScopeSet::ALL);
        assert_eq!(asked(&world, &hugo).await, [""; 0]);
        for step in ["words", "pay"] {
            services.decide(&ina, posting, &ballot(revision, step, Verdict::Approve, "")).await.unwrap();
        }
        assert_eq!(stage(&world, posting).await, StageName::Approved);
    }

    async fn where_all_have_to_agree_nobody_waits_for_whoever_wrote_there(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (hugo, ina) = (hugo(&world, &cast).await, ina(&world, &cast).await);
        let all = |name, scope| NewStep { needed: Needed::All, ..a_step(name, &[scope], HR) };
        let steps = vec![all("Words", Scope::Duties), all("Pay", Scope::Pay)];
        services.make_policy(&cast.ada, a_policy("Own edits", steps)).await.unwrap();
        let posting = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You keep it runing.").make(services).await.unwrap().id;
        mends_a_duty(&world, &hugo, posting).await;
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let asked: Vec<String> = page(&world, &ina, posting).await.steps.into_iter().map(|step| step.asked).collect();
        assert_eq!(asked[0], "Ina Falk", "whom his own edits keep out is not named");
        assert!(asked[1].starts_with("all of ") && asked[1].contains("Hugo Meyer"), "{asked:?}");
        for step in ["words", "pay"] {
            services.decide(&ina, posting, &ballot(revision, step, Verdict::Approve, "")).await.unwrap();
        }
        let met: Vec<bool> = page(&world, &hugo, posting).await.steps.iter().map(|step| step.is_met).collect();
        assert_eq!(met, [true, false], "on pay he has to agree, too");
        services.decide(&hugo, posting, &ballot(revision, "pay", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);
    }

    async fn what_was_stored_before_anybody_noted_scopes_counts_as_everything(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let (hugo, ina) = (hugo(&world, &cast).await, ina(&world, &cast).await);
        let posting = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You keep it runing.").make(services).await.unwrap().id;
        mends_a_duty(&world, &hugo, posting).await;
        let database = world.storage.connection();
        database.execute_unprepared("UPDATE doc_updates SET scopes = NULL").await.unwrap();
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        let pay = || ballot(revision, "pay_and_place", Verdict::Approve, "");
        let whole = ScopeSet::from_iter([Scope::Identity, Scope::Duties, Scope::Requirements, Scope::Narrative, Scope::Legal, Scope::Pay, Scope::Place, Scope::Timing]);
        assert_eq!(own(services.decide(&hugo, posting, &pay()).await), whole);
        // A revision of before names people alone.
        let people = format!("UPDATE revisions SET contributors = '[\"{}\"]'", ina.id);
        database.execute_unprepared(&people).await.unwrap();
        assert_eq!(own(services.decide(&ina, posting, &pay()).await), ScopeSet::ALL);
        services.decide(&hugo, posting, &pay()).await.unwrap();
    }

    async fn what_is_written_by_a_plain_form_and_by_nobody_else_is_noted_where_it_is(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        let first = world.storage.collab().head(posting).await.unwrap().unwrap().seq;
        services.edit_draft(&cast.ben, posting, &[set(FactKey::BaseSalaryMinValue, "60500")]).await.unwrap();
        services.edit_draft(&cast.ben, posting, &[set(FactKey::ValidThrough, "2027-05-01")]).await.unwrap();
        let wrote = world.storage.collab().contributors_since(posting, first).await.unwrap();
        assert_eq!(wrote, [(cast.ben.id, ScopeSet::from_iter([Scope::Pay, Scope::Timing]))].into_iter().collect());
    }
}
