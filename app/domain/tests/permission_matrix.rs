//! The whole permission table, as reviewed snapshots: every role × every action × every subject.

#![expect(clippy::unwrap_used, reason = "a test that can not go on has failed")]

use std::fmt::Write;

use domain::{
    accounts::{Actor, Email, Membership, Role},
    ids::{PostingId, RevisionId, TeamId, UserId},
    permissions::{Action, Deputy, PostingSubject, ReadableTeams, Refusal, Said, Seat, Subject, permit},
    posting::{Authorship, Scope, ScopeSet},
    review::{Approver, FourEyes, Policy},
};
use uuid::Uuid;

const TEAM: TeamId = TeamId(Uuid::from_u128(1));
const OTHER_TEAM: TeamId = TeamId(Uuid::from_u128(2));
const ME: UserId = UserId(Uuid::from_u128(10));
const SOMEBODY: UserId = UserId(Uuid::from_u128(11));
const OTHER: UserId = UserId(Uuid::from_u128(12));

fn actor(memberships: &[(Role, Option<TeamId>)]) -> Actor {
    Actor {
        id: ME,
        display_name: "Me".to_owned(),
        email: Email::new("me@example.org").unwrap(),
        memberships: memberships.iter().map(|(role, team)| Membership { role: *role, team: *team }).collect(),
        guest_of: None,
    }
}

fn guest(of: PostingId) -> Actor {
    Actor { guest_of: Some(of), ..actor(&[]) }
}

/// Each role as it is held: in the posting's team, in another one, or everywhere.
fn people() -> Vec<(String, Actor)> {
    let held = Role::ALL.iter().flat_map(|role| {
        let places: &[(&str, Option<TeamId>)] = if role.belongs_to_a_team() {
            &[(" of the team", Some(TEAM)), (" of another team", Some(OTHER_TEAM))]
        } else {
            &[("", None)]
        };
        places.iter().map(move |(place, team)| (format!("{}{place}", role.label()), actor(&[(*role, *team)])))
    });
    let guests = [("Guest", posting().id), ("Guest of another posting", PostingId(Uuid::from_u128(21)))];
    let guests = guests.into_iter().map(|(name, of)| (name.to_owned(), guest(of)));
    [("Nobody".to_owned(), actor(&[]))].into_iter().chain(held).chain(guests).collect()
}

fn posting() -> PostingSubject {
    PostingSubject {
        id: PostingId(Uuid::from_u128(20)),
        team: TEAM,
        owner: SOMEBODY,
        revision: Some(RevisionId(Uuid::from_u128(30))),
        submitted_by: Some(SOMEBODY),
        contributors: Authorship::somewhere([SOMEBODY]),
        managers_publish: true,
        steps: Policy::default_policy().steps,
        four_eyes: FourEyes::default(),
        escalated_to: Vec::new(),
        deputies: Vec::new(),
    }
}

fn table(title: &str, subject: Subject<'_>) -> String {
    let mut table = format!("{title}\n");
    for (name, actor) in people() {
        writeln!(table, "\n{name}").unwrap();
        for action in Action::ALL {
            let verdict = match permit(&actor, *action, subject) {
                Ok(_) => "yes".to_owned(),
                Err(refusal) => format!("no: {refusal:?}"),
            };
            writeln!(table, "  {:<20}{verdict}", action.word()).unwrap();
        }
    }
    table
}

#[test]
fn every_role_on_a_posting_of_somebody_else() {
    insta::assert_snapshot!(table(
        "On a posting that somebody else owns, edited and submitted",
        Subject::Posting(&posting())
    ));
}

#[test]
fn every_role_on_a_posting_of_ones_own() {
    let own =
        PostingSubject { owner: ME, submitted_by: Some(ME), contributors: Authorship::somewhere([ME]), ..posting() };
    insta::assert_snapshot!(table("On a posting that one owns, edited and submitted", Subject::Posting(&own)));
}

#[test]
fn every_role_on_a_posting_whose_duties_one_edited() {
    let contributors = [(ME, Scope::Duties.into())].into_iter().collect();
    let typo = PostingSubject { contributors, ..posting() };
    insta::assert_snapshot!(table("On a posting whose duties one edited", Subject::Posting(&typo)));
}

#[test]
fn every_role_on_a_blocking_thread_in_a_posting_whose_duties_one_edited() {
    let contributors = [(ME, Scope::Duties.into())].into_iter().collect();
    let typo = PostingSubject { contributors, ..posting() };
    let said = Said { by: SOMEBODY, is_blocking: true };
    let title = "On a blocking thread of somebody else, in a posting whose duties one edited";
    insta::assert_snapshot!(table(title, Subject::Said(&typo, said)));
}

#[test]
fn every_role_on_a_posting_when_only_approvers_publish() {
    let strict = PostingSubject { managers_publish: false, ..posting() };
    insta::assert_snapshot!(table(
        "On a posting under a policy where only approvers publish",
        Subject::Posting(&strict)
    ));
}

#[test]
fn every_role_on_what_somebody_else_said() {
    let said = Said { by: SOMEBODY, is_blocking: false };
    insta::assert_snapshot!(table("On a thread that somebody else opened", Subject::Said(&posting(), said)));
}

#[test]
fn every_role_on_a_blocking_thread_of_somebody_else() {
    let said = Said { by: SOMEBODY, is_blocking: true };
    insta::assert_snapshot!(table("On a blocking thread of somebody else", Subject::Said(&posting(), said)));
}

#[test]
fn every_role_on_what_one_said_oneself() {
    let said = Said { by: ME, is_blocking: true };
    insta::assert_snapshot!(table("On a blocking thread of one's own", Subject::Said(&posting(), said)));
}

#[test]
fn every_role_in_a_team() {
    insta::assert_snapshot!(table("In the team", Subject::Team(TEAM)));
}

#[test]
fn every_role_in_the_organisation() {
    insta::assert_snapshot!(table("In the organisation", Subject::Organisation));
}

#[test]
fn four_eyes_hold_for_every_combination_of_roles() {
    let all: Vec<(Role, Option<TeamId>)> =
        Role::ALL.iter().map(|role| (*role, role.belongs_to_a_team().then_some(TEAM))).collect();
    for chosen in 0..1_u32 << all.len() {
        let held: Vec<_> =
            all.iter().enumerate().filter(|(index, _)| chosen >> index & 1 == 1).map(|(_, held)| *held).collect();
        let me = actor(&held);
        for (submitted_by, wrote) in [(ME, vec![]), (SOMEBODY, vec![SOMEBODY, ME]), (ME, vec![ME])] {
            let contributors = Authorship::somewhere(wrote);
            let posting = PostingSubject { submitted_by: Some(submitted_by), contributors, ..posting() };
            assert!(permit(&me, Action::Decide, Subject::Posting(&posting)).is_err(), "{held:?}");
        }
    }
}

#[test]
fn whoever_wrote_in_one_part_decides_on_the_steps_that_do_not_cover_it() {
    let approver = actor(&[(Role::HrApprover, None)]);
    let wrote = |scopes: &[Scope]| {
        let contributors = [(ME, scopes.iter().copied().collect())].into_iter().collect();
        PostingSubject { contributors, ..posting() }
    };
    let typo = wrote(&[Scope::Duties]);
    let permitted = permit(&approver, Action::Decide, Subject::Posting(&typo)).unwrap();
    assert!(permitted.seat("pay_and_place").is_some() && permitted.seat("content").is_none());
    assert_eq!(permitted.own_edits("content"), Scope::Duties.into());
    assert!(permitted.own_edits("pay_and_place").is_empty() && permitted.own_edits("another").is_empty());
    let both = wrote(&[Scope::Duties, Scope::Place]);
    let refused = permit(&approver, Action::Decide, Subject::Posting(&both)).err().unwrap();
    assert_eq!(
        refused.to_string(),
        "You edited Place, Duties since the last approval, so somebody else has to decide on it."
    );
    let curator = actor(&[(Role::Curator, None)]);
    let stranger = permit(&curator, Action::Decide, Subject::Posting(&both)).err();
    assert_eq!(stranger, Some(Refusal::NotAnApprover), "whoever is not asked is told that");
    let submitted = PostingSubject { submitted_by: Some(ME), ..typo };
    let refused = permit(&approver, Action::Decide, Subject::Posting(&submitted)).err();
    assert_eq!(refused, Some(Refusal::OwnSubmission), "whoever submitted it decides on none of it");
}

#[test]
fn a_policy_can_keep_whoever_wrote_anything_from_every_step() {
    let approver = actor(&[(Role::HrApprover, None)]);
    let contributors = [(ME, Scope::Duties.into())].into_iter().collect();
    let four_eyes = FourEyes { whole_posting: true, ..FourEyes::default() };
    let strict = PostingSubject { contributors, four_eyes, ..posting() };
    let refused = permit(&approver, Action::Decide, Subject::Posting(&strict)).err();
    assert_eq!(refused, Some(Refusal::OwnEdits(ScopeSet::ALL)));
    let others = PostingSubject { contributors: Authorship::somewhere([SOMEBODY]), ..strict };
    assert!(permit(&approver, Action::Decide, Subject::Posting(&others)).is_ok());
}

#[test]
fn a_deputy_decides_on_what_neither_of_the_two_wrote() {
    let hugo = Actor { id: OTHER, ..actor(&[(Role::HrApprover, None)]) };
    let deputies = vec![Deputy { deputy: ME, of: hugo }];
    let curator = actor(&[(Role::Curator, None)]);
    let wrote = |person: UserId, scope: Scope| {
        let contributors = [(person, scope.into())].into_iter().collect();
        PostingSubject { contributors, deputies: deputies.clone(), ..posting() }
    };
    for person in [ME, OTHER] {
        let posting = wrote(person, Scope::Pay);
        let permit = permit(&curator, Action::Decide, Subject::Posting(&posting)).unwrap();
        assert!(permit.seat("content").is_some() && permit.seat("pay_and_place").is_none());
    }
}

#[test]
fn whoever_wrote_anything_does_not_talk_an_objection_away() {
    let approver = actor(&[(Role::HrApprover, None)]);
    let contributors = [(ME, Scope::Duties.into())].into_iter().collect();
    let typo = PostingSubject { contributors, ..posting() };
    let said = Said { by: SOMEBODY, is_blocking: true };
    assert!(permit(&approver, Action::Decide, Subject::Posting(&typo)).is_ok());
    let refused = permit(&approver, Action::ResolveThread, Subject::Said(&typo, said)).err();
    assert_eq!(refused, Some(Refusal::BlockingThread));
}

#[test]
fn whom_a_policy_names_decides_and_nobody_else() {
    let step = |approvers: Vec<Approver>, asked: Vec<UserId>| {
        let [mut step, ..] = <[_; 2]>::try_from(Policy::default_policy().steps).unwrap();
        step.approvers = approvers;
        step.asked = asked;
        PostingSubject { steps: vec![step], ..posting() }
    };
    let decides = |me: &Actor, posting: &PostingSubject| {
        permit(me, Action::Decide, Subject::Posting(posting)).map(|permit| permit.seat("content").cloned())
    };
    let (admin, approver) = (actor(&[(Role::Admin, None)]), actor(&[(Role::HrApprover, None)]));
    let named = step(vec![Approver::Person(ME)], vec![]);
    let own = Seat { step: "content".to_owned(), for_person: None, is_escalated: false };
    assert_eq!(decides(&admin, &named), Ok(Some(own.clone())));
    let others = step(vec![Approver::Role(Role::Curator)], vec![]);
    assert_eq!(decides(&approver, &others), Err(Refusal::NotAsked));
    let reassigned = step(vec![Approver::Role(Role::HrApprover)], vec![SOMEBODY]);
    assert_eq!(decides(&approver, &reassigned), Err(Refusal::NotAsked));
    let late = PostingSubject { escalated_to: vec![Approver::Role(Role::HrApprover)], ..others.clone() };
    assert_eq!(decides(&approver, &late), Ok(Some(Seat { is_escalated: true, ..own.clone() })));
    let hugo = Actor { id: OTHER, ..actor(&[(Role::Curator, None)]) };
    let deputy = PostingSubject { deputies: vec![Deputy { deputy: ME, of: hugo.clone() }], ..others };
    assert_eq!(decides(&approver, &deputy), Ok(Some(Seat { for_person: Some(OTHER), ..own })));
    let wrote = PostingSubject { contributors: Authorship::somewhere([OTHER]), ..deputy };
    assert_eq!(decides(&approver, &wrote), Err(Refusal::NotAsked), "nobody stands in for one who wrote it");
}

#[test]
fn a_policy_can_keep_out_who_hires_for_the_team() {
    let strict = PostingSubject { four_eyes: FourEyes { outside_the_team: true, ..FourEyes::default() }, ..posting() };
    let both = actor(&[(Role::HrApprover, None), (Role::HiringManager, Some(TEAM))]);
    let elsewhere = actor(&[(Role::HrApprover, None), (Role::HiringManager, Some(OTHER_TEAM))]);
    assert_eq!(permit(&both, Action::Decide, Subject::Posting(&strict)).err(), Some(Refusal::HiresForTheTeam));
    assert!(permit(&elsewhere, Action::Decide, Subject::Posting(&strict)).is_ok());
}

#[test]
fn more_roles_never_take_a_permission_away() {
    let single: Vec<_> = people().into_iter().map(|(_, actor)| actor).collect();
    let posting = posting();
    for one in &single {
        for other in &single {
            let both =
                Actor { memberships: [one.memberships.clone(), other.memberships.clone()].concat(), ..one.clone() };
            for action in Action::ALL {
                for subject in [Subject::Organisation, Subject::Team(TEAM), Subject::Posting(&posting)] {
                    if permit(one, *action, subject).is_ok() {
                        assert!(permit(&both, *action, subject).is_ok(), "{action} {:?}", both.memberships);
                    }
                }
            }
        }
    }
}

#[test]
fn a_list_shows_exactly_the_teams_whose_postings_one_may_read() {
    // Guests have no lists.
    for (name, actor) in people().into_iter().filter(|(_, actor)| actor.guest_of.is_none()) {
        for team in [TEAM, OTHER_TEAM] {
            let posting = PostingSubject { team, ..posting() };
            let may_read = permit(&actor, Action::ReadPosting, Subject::Posting(&posting)).is_ok();
            assert_eq!(ReadableTeams::of(&actor).contains(team), may_read, "{name}");
        }
    }
}

#[test]
fn what_is_hidden_is_hidden_for_every_action() {
    let posting = posting();
    for (name, actor) in people() {
        if permit(&actor, Action::ReadPosting, Subject::Posting(&posting)).is_ok() {
            continue;
        }
        for action in Action::ALL {
            let answer = permit(&actor, *action, Subject::Posting(&posting)).err();
            assert_eq!(answer, Some(Refusal::Hidden), "{name} {action}");
        }
    }
}

#[test]
fn a_permit_covers_its_own_action_posting_and_revision_alone() {
    let manager = actor(&[(Role::HiringManager, Some(TEAM))]);
    let posting = posting();
    let permit = permit(&manager, Action::EditPosting, Subject::Posting(&posting)).unwrap();
    assert_eq!((permit.actor(), permit.revision()), (ME, posting.revision));
    for action in Action::ALL {
        assert_eq!(permit.covers(*action, posting.id), *action == Action::EditPosting);
        assert!(!permit.covers(*action, PostingId(Uuid::nil())));
    }
}

#[test]
fn a_guest_decides_only_where_a_step_asks_guests_and_on_nothing_that_became_of_their_own_words() {
    let asking = |contributors: &[UserId]| {
        let mut steps = Policy::default_policy().steps;
        steps[1].approvers = vec![Approver::Guest];
        PostingSubject { steps, contributors: Authorship::somewhere(contributors.iter().copied()), ..posting() }
    };
    let me = guest(posting().id);
    let decides = |posting: &PostingSubject| permit(&me, Action::Decide, Subject::Posting(posting));
    assert_eq!(decides(&posting()).err(), Some(Refusal::GuestsDoNotDecide));
    let open = asking(&[]);
    let permit = decides(&open).unwrap();
    assert!(permit.seat("pay_and_place").is_some() && permit.seat("content").is_none());
    assert_eq!(
        decides(&asking(&[ME])).err(),
        Some(Refusal::OwnEdits(ScopeSet::from_iter([Scope::Pay, Scope::Place, Scope::Timing])))
    );
    let elsewhere = PostingSubject { id: PostingId(Uuid::from_u128(21)), ..asking(&[]) };
    assert_eq!(decides(&elsewhere).err(), Some(Refusal::Hidden));
    // Whoever has an account is no guest, whatever their roles.
    for (name, person) in people().iter().filter(|(_, person)| person.guest_of.is_none()) {
        let mut only_guests = asking(&[]);
        only_guests.steps.remove(0);
        assert!(domain::permissions::permit(person, Action::Decide, Subject::Posting(&only_guests)).is_err(), "{name}");
    }
}
