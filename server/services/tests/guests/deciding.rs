//! Guests decide where the policy asks them, and nowhere else.

use domain::{
    accounts::Role,
    events::Event,
    guests::signature,
    ids::{PolicyId, PostingId, RevisionId},
    posting::{FactKey, Scope},
    review::{Ballot, Conditions, Needed, StageName, Verdict},
    threads::Place,
};
use scenarios::{
    Cast, World, on_both_databases,
    policies::{a_policy, a_step},
    postings::a_posting,
};
use services::{NewRule, NewStep, ServiceError, Sight, SuggestionForm, Wish};

use crate::guests::{GINA, Guest, at_door, invite, refusal, snapshot, told, wrong};

/// An HR approver on most of it, a guest on the pay.
async fn asks_guests(world: &World, cast: &Cast, needed: Needed) -> PolicyId {
    let words = a_step("Words", &[Scope::Duties], &[Role::HrApprover]);
    let outside = NewStep { asks_guests: true, needed, ..a_step("Outside look", &[Scope::Pay], &[]) };
    let rule = NewRule {
        conditions: Conditions { teams: vec![cast.platform], ..Conditions::default() },
        ..a_policy("With an outsider", vec![words, outside])
    };
    world.services.make_policy(&cast.ada, rule).await.unwrap()
}

fn ballot(revision: RevisionId, step: &str, verdict: Verdict, comment: &str) -> Ballot {
    Ballot { revision, steps: vec![step.to_owned()], verdict, comment: comment.to_owned() }
}

async fn stage(world: &World, posting: PostingId) -> StageName {
    world.storage.postings().find(posting).await.unwrap().unwrap().stage.name()
}

on_both_databases! {
    async fn without_a_word_in_the_policy_guests_decide_on_nothing(world: World) {
        let cast = world.cast().await;
        let made = a_posting().by(&cast.dana).in_review().make(&world.services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let Sight::Review(page) = guest.sight(&world).await else { panic!() };
        let why = "The policy does not ask guests to decide on this posting. You can comment and suggest.";
        assert_eq!(page.controls.may(domain::permissions::Action::Decide), Err(why));
        for step in ["content", "pay_and_place"] {
            let tried = world.services.decide(&guest.me, made.id, &ballot(made.revision.unwrap(), step, Verdict::Approve, "")).await;
            assert_eq!(refusal(tried), why);
        }
        assert!(page.steps.iter().all(|step| step.decisions.is_empty() && !step.is_mine));
    }

    async fn a_policy_that_asks_a_guest_waits_for_one_to_be_invited_and_their_decision_is_recorded(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        asks_guests(&world, &cast, Needed::Any).await;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let why = wrong(services.submit(&cast.dana, made.id, "").await);
        assert_eq!(why, ["asked.outside_look: “Outside look” waits for a guest. Invite one under “Guests” first, then submit."]);
        let forecast = services.forecast(&cast.dana, made.id).await.unwrap();
        assert!(forecast.outlook.steps[1].people.is_empty() && forecast.outlook.steps[1].problem.is_some());

        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let forecast = services.forecast(&cast.dana, made.id).await.unwrap();
        assert_eq!(forecast.outlook.steps[1].people[0].name, signature("Gina Fox", "Dana Okafor"));
        let revision = services.submit(&cast.dana, made.id, "").await.unwrap();
        let Sight::Review(page) = guest.sight(&world).await else { panic!() };
        let mine: Vec<&str> = page.steps.iter().filter(|step| step.is_mine).map(|step| step.key.as_str()).collect();
        assert_eq!((mine, page.steps[1].asked.as_str()), (vec!["outside_look"], "a guest"));
        // Hugo decides on his step and on no other.
        let hugos = services.decide(&cast.hugo, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await;
        assert!(matches!(hugos, Err(ServiceError::Conflict(_))), "{hugos:?}");
        services.decide(&cast.hugo, made.id, &ballot(revision, "words", Verdict::Approve, "")).await.unwrap();
        let theirs = services.decide(&guest.me, made.id, &ballot(revision, "words", Verdict::Approve, "")).await;
        assert!(matches!(theirs, Err(ServiceError::Conflict(_))), "{theirs:?}");
        services.decide(&guest.me, made.id, &ballot(revision, "outside_look", Verdict::Approve, "Fair.")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
        let who = "Gina Fox (guest, invited by Dana Okafor)";
        let events = told(&world, made.id).await;
        let by = |wanted: fn(&Event) -> bool| events.iter().rfind(|(_, event)| wanted(event)).unwrap().0.clone();
        assert_eq!(by(|event| matches!(event, Event::StepApproved { step: 1, .. })), who);
        let page = services.review_page(&cast.hugo, made.id, services::Look::default()).await.unwrap();
        assert_eq!((page.steps[1].decisions[0].by_name.as_str(), page.steps[1].decisions[0].stands), (who, true));
        let line = services.time_line(&cast.dana, made.id, domain::timeline::Show::Everything, 1).await.unwrap();
        assert!(format!("{line:?}").contains(who));
        assert!(!format!("{events:?}{line:?}").contains(GINA));
    }

    async fn a_guest_who_requests_changes_sends_it_back(world: World) {
        let cast = world.cast().await;
        asks_guests(&world, &cast, Needed::Any).await;
        let made = a_posting().by(&cast.dana).make(&world.services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let revision = world.services.submit(&cast.dana, made.id, "").await.unwrap();
        let tried = world.services.decide(&guest.me, made.id, &ballot(revision, "outside_look", Verdict::RequestChanges, "")).await;
        assert!(wrong(tried)[0].starts_with("comment: "));
        world.services.decide(&guest.me, made.id, &ballot(revision, "outside_look", Verdict::RequestChanges, "More.")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::ChangesRequested);
        guest.is_let_in(&world).await.unwrap();
    }

    async fn a_guest_whose_words_were_taken_decides_on_what_they_do_not_stand_in(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        asks_guests(&world, &cast, Needed::Any).await;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let sight = guest.sight(&world).await;
        let duty = Place::Line(snapshot(&sight).lines().next().unwrap().1.id.clone());
        let takes = async |place: Place, text: &str| {
            let form = SuggestionForm { place, wish: Wish::Reword, text: text.into(), reason: String::new(), revision: None };
            let suggestion = services.suggest(&guest.me, made.id, &form).await.unwrap();
            services.accept_suggestions(&cast.dana, made.id, &[suggestion]).await.unwrap();
        };
        services.submit(&cast.dana, made.id, "").await.unwrap();
        takes(duty, "You bake.").await;
        let revision = services.submit(&cast.dana, made.id, "With the guest's words.").await.unwrap();
        takes(Place::Fact(FactKey::BaseSalaryMinValue), "61000").await;
        let why = wrong(services.submit(&cast.dana, made.id, "With the guest's pay.").await);
        assert!(why[0].contains("waits for a guest"), "{why:?}");
        services.decide(&guest.me, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await.unwrap();
    }

    async fn all_guests_who_were_invited_when_it_was_submitted_have_to_agree_where_the_policy_wants_all(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        asks_guests(&world, &cast, Needed::All).await;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let gina = Guest::of(&world, &cast.dana, made.id).await;
        let form = services::GuestForm { name: "Gus Roth".into(), email: "gus@client.example".into(), ..services::GuestForm::default() };
        let link = services.invite_guest(&cast.dana, made.id, &form, crate::guests::address).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "").await.unwrap();
        services.decide(&cast.hugo, made.id, &ballot(revision, "words", Verdict::Approve, "")).await.unwrap();
        services.decide(&gina.me, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
        let secret = crate::guests::open(&world, &link).await.secret;
        let gus = services.guest(at_door(link.guest, Some(&secret))).await.unwrap();
        services.decide(&gus, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await.unwrap();
        assert_eq!(stage(&world, made.id).await, StageName::Approved);
    }

    async fn somebody_who_decided_is_told_apart_from_a_guest_of_the_next_link(world: World) {
        let cast = world.cast().await;
        let services = &world.services;
        asks_guests(&world, &cast, Needed::AtLeast(2)).await;
        let made = a_posting().by(&cast.dana).make(services).await.unwrap();
        let guest = Guest::of(&world, &cast.dana, made.id).await;
        let why = wrong(services.submit(&cast.dana, made.id, "").await);
        assert!(why[0].contains("waits for a guest"), "two are needed: {why:?}");
        let form = services::GuestForm { name: "Gus Roth".into(), email: "gus@client.example".into(), ..services::GuestForm::default() };
        services.invite_guest(&cast.dana, made.id, &form, crate::guests::address).await.unwrap();
        let revision = services.submit(&cast.dana, made.id, "").await.unwrap();
        services.decide(&cast.hugo, made.id, &ballot(revision, "words", Verdict::Approve, "")).await.unwrap();
        services.decide(&guest.me, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await.unwrap();
        // A new link does not make one person two.
        let again = invite(&world, &cast.dana, made.id).await;
        let secret = crate::guests::open(&world, &again).await.secret;
        let me = services.guest(at_door(again.guest, Some(&secret))).await.unwrap();
        assert_eq!(me.id, guest.me.id);
        let tried = services.decide(&me, made.id, &ballot(revision, "outside_look", Verdict::Approve, "")).await;
        assert!(matches!(tried, Err(ServiceError::Conflict(_))), "{tried:?}");
        assert_eq!(stage(&world, made.id).await, StageName::InReview);
    }
}
