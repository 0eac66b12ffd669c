//! What is said beforehand about who decides is what submitting, and asking others, then keep to.

use domain::{
    accounts::{Actor, Role},
    document::Operation,
    ids::{LineId, PostingId, UserId},
    posting::{FactKey, Scope},
    review::{StageName, Verdict},
    threads::Place,
};
use scenarios::{
    Cast, World, on_both_databases,
    policies::{a_policy, a_step},
    postings::a_posting,
};
use services::{Look, NewApprovers, NewInvitation, NewStep, ServiceError, SuggestionForm, Wish};

use super::{ballot, set, stage};

/// Takes over other words of this person for the first line, which is a duty. Answers with those that stood there.
async fn takes_words_of(world: &World, cast: &Cast, person: &Actor, posting: PostingId) -> (LineId, String) {
    let services = &world.services;
    let snapshot = services.load_live(posting).await.unwrap().draft.snapshot();
    let (section, line) = snapshot.lines().next().unwrap();
    assert_eq!(section.kind.scope(), Scope::Duties);
    let (line, before) = (line.id.clone(), line.text.clone());
    let (text, reason) = ("You run what our guests book with.".to_owned(), String::new());
    let form = SuggestionForm { place: Place::Line(line.clone()), wish: Wish::Reword, text, reason, revision: None };
    let suggestion = services.suggest(person, posting, &form).await.unwrap();
    services.accept_suggestions(&cast.dana, posting, &[suggestion]).await.unwrap();
    (line, before)
}

/// Who could decide on each step, and why it could never be met.
async fn promised(world: &World, cast: &Cast, posting: PostingId) -> Vec<(Vec<String>, Option<String>)> {
    let steps = world.services.forecast(&cast.dana, posting).await.unwrap().outlook.steps;
    steps.into_iter().map(|step| (step.people.into_iter().map(|person| person.name).collect(), step.problem)).collect()
}

/// The sentences with which something is refused.
fn refused<T: std::fmt::Debug>(result: Result<T, ServiceError>) -> Vec<String> {
    let Err(ServiceError::Invalid(fields)) = result else { panic!("{result:?}") };
    fields.into_iter().map(|field| field.message).collect()
}

async fn ina(world: &World, cast: &Cast) -> Actor {
    let email = "ina@northwind.example".to_owned();
    let invitation = NewInvitation { email, role: Role::HrApprover, team: None };
    scenarios::cast::join(&world.services, &cast.ada, invitation, "Ina Falk", "a-password-nobody-guesses")
        .await
        .unwrap()
}

fn step(name: &str, scope: Scope, who: &Actor, email: &str) -> NewStep {
    assert!(email.starts_with(&who.display_name.to_lowercase()[..3]));
    let approvers = NewApprovers { roles: Vec::new(), emails: vec![email.to_owned()] };
    NewStep { approvers, ..a_step(name, &[scope], &[]) }
}

on_both_databases! {
    async fn whose_words_were_taken_over_is_promised_as_no_decider_on_them(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let posting = a_posting().by(&cast.dana).make(services).await.unwrap().id;
        takes_words_of(&world, &cast, &cast.hugo, posting).await;
        let promised = promised(&world, &cast, posting).await;
        let problems: Vec<String> = promised.iter().filter_map(|(_, problem)| problem.clone()).collect();
        let people: Vec<_> = promised.iter().map(|(people, _)| people.clone()).collect();
        assert_eq!((people, problems.len()), (vec![vec![], vec!["Hugo Meyer".to_owned()]], 1));
        assert_eq!(refused(services.submit(&cast.dana, posting, "").await), problems);
    }

    async fn an_approval_of_whoever_is_a_writer_by_now_is_promised_to_count_there_no_more(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let (posting, revision) = (made.id, made.revision.unwrap());
        ina(&world, &cast).await;
        services.decide(&cast.hugo, posting, &ballot(revision, "content", Verdict::Approve, "")).await.unwrap();
        let (id, text) = takes_words_of(&world, &cast, &cast.hugo, posting).await;
        let back = [Operation::SetText { id, text }, set(FactKey::Title, "Something else")];
        services.edit_draft(&cast.dana, posting, &back).await.unwrap();
        let forecast = services.forecast(&cast.dana, posting).await.unwrap();
        assert_eq!(forecast.steps[0].asked_about, [Scope::Identity, Scope::Duties], "although one says again what he approved");
        services.submit(&cast.dana, posting, "Once more.").await.unwrap();
        let review = services.review_page(&cast.dana, posting, Look::default()).await.unwrap();
        assert_eq!(review.steps[0].open_scopes, forecast.steps[0].asked_about);
    }

    async fn a_step_that_is_approved_as_it_stands_needs_nobody_who_could_decide(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let ina = ina(&world, &cast).await;
        let content = step("Content", Scope::Identity, &cast.hugo, "hugo@northwind.example");
        let pay = step("Pay", Scope::Pay, &ina, "ina@northwind.example");
        let rule = a_policy("By name", vec![content, pay]);
        services.make_policy(&cast.ada, rule).await.unwrap();
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let (posting, revision) = (made.id, made.revision.unwrap());
        services.decide(&ina, posting, &ballot(revision, "pay", Verdict::Approve, "")).await.unwrap();
        services.suspend(&cast.ada, ina.id).await.unwrap();
        services.edit_draft(&cast.dana, posting, &[set(FactKey::Title, "Senior Developer")]).await.unwrap();
        assert!(promised(&world, &cast, posting).await.iter().all(|(_, problem)| problem.is_none()));
        let revision = services.submit(&cast.dana, posting, "").await.unwrap();
        services.decide(&cast.hugo, posting, &ballot(revision, "content", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, posting).await, StageName::Approved);

        // What changed is asked about, and nobody is left to be asked.
        services.edit_draft(&cast.dana, posting, &[set(FactKey::BaseSalaryMinValue, "70000")]).await.unwrap();
        let problems: Vec<String> = promised(&world, &cast, posting).await.into_iter().filter_map(|(_, problem)| problem).collect();
        assert_eq!(problems.len(), 1);
        assert_eq!(refused(services.submit(&cast.dana, posting, "").await), problems);
    }

    async fn others_are_asked_only_if_they_can_decide(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        let made = a_posting().by(&cast.dana).in_review().make(services).await.unwrap();
        let page = services.review_page(&cast.ada, made.id, Look::default()).await.unwrap();
        let mut offered: Vec<&str> = page.could_be_asked.iter().map(|person| person.name.as_str()).collect();
        offered.sort_unstable();
        assert_eq!(offered, ["Ada Lind", "Ben Carter", "Hugo Meyer"]);
        let ask = async |person: UserId| services.reassign(&cast.ada, made.id, "content", &[person], "Hugo is away.").await;
        assert_eq!(refused(ask(cast.vera.id).await), ["Vera Novak only reads here, so somebody else has to decide."]);
        assert_eq!(refused(ask(cast.axel.id).await).len(), 1);
        assert_eq!(refused(ask(cast.dana.id).await), ["Dana Okafor submitted it, so somebody else has to decide."]);
        assert_eq!(refused(ask(cast.olga.id).await).len(), 1, "a stranger to the team");
        ask(cast.ben.id).await.unwrap();
        services.decide(&cast.ben, made.id, &ballot(made.revision.unwrap(), "content", Verdict::Approve, "")).await.unwrap();
        approve_rest(&world, &cast, made.id).await;
    }
}

async fn approve_rest(world: &World, cast: &Cast, posting: PostingId) {
    let page = world.services.review_page(&cast.hugo, posting, Look::default()).await.unwrap();
    let rest = ballot(page.revision.id, "pay_and_place", Verdict::Approve, "");
    world.services.decide(&cast.hugo, posting, &rest).await.unwrap();
    assert_eq!(stage(world, posting).await, StageName::Approved);
}
