//! In whatever order people write, suggest, move, submit and decide: nobody decides on a step that covers a scope in which
//! they wrote, everybody else does, and the server says which of their edits keep them out.

use domain::{
    accounts::{Actor, Role},
    document::Operation,
    ids::{LineId, PostingId, RevisionId, SectionId},
    permissions::Refusal,
    posting::{FactKey, Scope, ScopeSet, SectionKind, Snapshot},
    review::{Policy, StageName, Verdict},
    threads::Place,
};
use scenarios::{World, on_both_databases, postings::a_posting};
use services::{ServiceError, SuggestionForm, Wish};

use super::{ballot, own_edits, set, stage};
use crate::live::room::Room;

/// The same dice in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) as usize % sides
    }
}

/// What the test knows by itself: who wrote where, in order.
struct Story<'w> {
    world: &'w World,
    posting: PostingId,
    owner: Actor,
    dice: Dice,
    written: Vec<(Actor, ScopeSet)>,
    /// How much of that is approved, and how much is in the revision in review.
    approved: usize,
    in_review: Option<(RevisionId, usize)>,
    client: u64,
}

fn line_in(said: &Snapshot, kind: SectionKind) -> Option<(SectionId, LineId)> {
    let section = said.sections.iter().find(|section| section.kind == kind)?;
    Some((section.id.clone(), section.lines.first()?.id.clone()))
}

impl Story<'_> {
    async fn said(&self) -> Snapshot {
        self.world.services.load_live(self.posting).await.unwrap().draft.snapshot()
    }

    /// Some edit, and the scopes that it is written in.
    async fn edit(&mut self) -> (Operation, ScopeSet) {
        let (said, number) = (self.said().await, self.written.len());
        let (duties, benefits) = (SectionKind::Responsibilities, SectionKind::Benefits);
        let (from, to) = if self.dice.roll(2) == 0 { (duties, benefits) } else { (benefits, duties) };
        let (Some((_, id)), Some((section, _))) = (line_in(&said, from), line_in(&said, to)) else {
            return (set(FactKey::Title, &format!("Developer {number}")), Scope::Identity.into());
        };
        match self.dice.roll(5) {
            0 => (set(FactKey::BaseSalaryMinValue, &format!("{}", 60_000 + number)), Scope::Pay.into()),
            1 => (set(FactKey::Title, &format!("Developer {number}")), Scope::Identity.into()),
            2 => (Operation::MoveLine { id, section, before: None }, ScopeSet::from_iter([Scope::Duties, Scope::Pay])),
            _ => (Operation::SetText { id, text: format!("Words {number}.") }, from.scope().into()),
        }
    }

    async fn write(&mut self, by: &Actor) {
        let (operation, scopes) = self.edit().await;
        if self.dice.roll(2) == 0 {
            self.world.services.edit_draft(by, self.posting, &[operation]).await.unwrap();
        } else {
            self.client += 1;
            let mut room = Room::open(&self.world.services, self.posting).await;
            let mut tab = room.tab(by, self.client);
            room.write(&mut tab, &operation);
            room.commit().await;
        }
        self.written.push((by.clone(), scopes));
    }

    async fn suggest(&mut self, by: &Actor) {
        let kind = [SectionKind::Responsibilities, SectionKind::Benefits][self.dice.roll(2)];
        let Some((_, line)) = line_in(&self.said().await, kind) else { return };
        let text = format!("Suggested {}.", self.written.len());
        let form = SuggestionForm {
            place: Place::Line(line),
            wish: Wish::Reword,
            text,
            reason: String::new(),
            revision: None,
        };
        let services = &self.world.services;
        let suggestion = services.suggest(by, self.posting, &form).await.unwrap();
        services.accept_suggestions(&self.owner, self.posting, &[suggestion]).await.unwrap();
        self.written.extend([(by.clone(), kind.scope().into()), (self.owner.clone(), kind.scope().into())]);
    }

    async fn submit(&mut self) {
        // Refused when nothing is new, and when nobody is left who could decide.
        let Ok(revision) = self.world.services.submit(&self.owner, self.posting, "").await else { return };
        self.in_review = Some((revision, self.written.len()));
        self.note_approval().await;
    }

    async fn note_approval(&mut self) -> bool {
        let is_approved = stage(self.world, self.posting).await == StageName::Approved;
        if is_approved && let Some((_, written)) = self.in_review.take() {
            self.approved = written;
        }
        is_approved
    }

    /// Whether their own edits kept them out.
    async fn decide(&mut self, by: &Actor) -> bool {
        let Some((revision, written)) = self.in_review else { return false };
        let step = &Policy::default_policy().steps[self.dice.roll(2)];
        let wrote = self.written[self.approved..written].iter().filter(|(author, _)| author.id == by.id);
        let wrote = wrote.fold(ScopeSet::NONE, |all, (_, scopes)| all | *scopes);
        let own = wrote.among(&step.scopes);
        let answer = ballot(revision, &step.key, Verdict::Approve, "");
        match self.world.services.decide(by, self.posting, &answer).await {
            Err(ServiceError::Refused(Refusal::OwnEdits(told))) => {
                assert!(!own.is_empty() && own.iter().all(|scope| told.contains(scope)), "{own} {told}");
                assert!(told.iter().all(|scope| wrote.contains(scope)), "{wrote} {told}");
            }
            // Decided so already.
            Ok(_) | Err(ServiceError::Conflict(_)) => assert!(own.is_empty(), "decided on {own}"),
            Err(other) => panic!("{other:?}"),
        }
        self.note_approval().await;
        !own.is_empty()
    }
}

on_both_databases! {
    async fn in_any_order_nobody_decides_where_they_wrote_and_everybody_else_does(world: World) {
        let cast = world.cast().await;
        let (hugo, ina) = (own_edits::hugo(&world, &cast).await, own_edits::ina(&world, &cast).await);
        world.services.grant_role(&cast.ada, cast.axel.id, Role::HrApprover, None).await.unwrap();
        let axel = world.services.actor(cast.axel.id).await.unwrap().unwrap();
        let made = a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You build it.").line(SectionKind::Responsibilities, "You run it.");
        let made = made.line(SectionKind::Benefits, "A ticket.").line(SectionKind::Benefits, "A desk.");
        let posting = made.make(&world.services).await.unwrap().id;
        let (owner, dice) = (cast.dana.clone(), Dice(11));
        let mut story = Story { world: &world, posting, owner, dice, written: Vec::new(), approved: 0, in_review: None, client: 500 };
        let (mut kept_out, mut approvals) = (0, 0);
        for _ in 0..160 {
            let approved = story.approved;
            match story.dice.roll(8) {
                0 => story.write(&hugo).await,
                1 => story.suggest(&ina).await,
                2 => story.write(&cast.ben).await,
                3 => story.submit().await,
                4 => kept_out += usize::from(story.decide(&axel).await),
                5 => kept_out += usize::from(story.decide(&ina).await),
                _ => kept_out += usize::from(story.decide(&hugo).await),
            }
            approvals += usize::from(story.approved > approved);
        }
        assert!(kept_out > 5 && approvals > 2, "the dice showed nothing: {kept_out} {approvals}");
    }
}
