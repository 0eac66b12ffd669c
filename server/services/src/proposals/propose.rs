//! Somebody proposes an item.

use domain::{
    accounts::Actor,
    events::Event,
    ids::{LineId, PostingId, ProposalId},
    input::{FieldError, one_paragraph},
    library::{ItemKind, REMARK_MAX_CHARS, Wording, WordingForm},
    permissions::Action,
    posting::{Line, Origin, Section, SectionKind},
};
use storage::{ProposalLine, ProposalRecord};

use super::may_propose;
use crate::{Result, ServiceError, Services};

/// How many proposals of one person wait at a time.
const OPEN_MAX: u64 = 50;

/// What the form for a proposal sends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalForm {
    /// A word of [`ItemKind`].
    pub kind: String,
    pub group: String,
    pub wording: WordingForm,
    pub note: String,
    /// The line that it comes from, if it comes from one.
    pub origin: Option<(PostingId, LineId)>,
}

/// What the form for a proposal begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProposalDraft {
    /// A word of [`ItemKind`], and its group.
    pub kind: String,
    pub group: String,
    pub wording: WordingForm,
    /// The lines of the posting that are not the library's, to choose from.
    pub lines: Vec<OwnLine>,
    /// The title of the posting.
    pub title: String,
}

/// A line that is not the library's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLine {
    pub id: LineId,
    pub text: String,
}

impl Services {
    /// What a proposal from a posting begins with: its own lines, and the chosen one as the wording.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to those who may not propose, [`ServiceError::NotFound`] to those who may not read the
    /// posting.
    pub async fn proposal_draft(
        &self,
        actor: &Actor,
        posting: PostingId,
        line: Option<&LineId>,
    ) -> Result<ProposalDraft> {
        may_propose(actor)?;
        let held = self.read_posting(actor, posting).await?;
        let (draft, _) = self.load_draft(posting).await?;
        let snapshot = draft.snapshot();
        let own = snapshot.lines().filter(|(section, line)| is_own(section, line));
        let lines = own.map(|(_, line)| OwnLine { id: line.id.clone(), text: line.text.clone() }).collect();
        let mut begun = ProposalDraft { lines, title: held.record.title, ..ProposalDraft::default() };
        if let Some((section, line)) = line.and_then(|line| snapshot.line(line)) {
            (begun.kind, begun.group) = kind_for(section.kind);
            begun.wording.body.clone_from(&line.text);
            begun.wording.default_requirement = line.requirement.to_string();
            begun.wording.default_level = line.level.map(|level| level.to_string()).unwrap_or_default();
        }
        Ok(begun)
    }

    /// Proposes an item, and tells the curators.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] to those who may not propose; [`ServiceError::NotFound`] when the line is not theirs to
    /// read; [`ServiceError::Invalid`] with every wrong field; [`ServiceError::Conflict`] with too many that wait, and
    /// when the line is proposed already.
    pub async fn propose_item(&self, actor: &Actor, form: &ProposalForm) -> Result<ProposalId> {
        may_propose(actor)?;
        let (kind, group, wording, note) = read(form)?;
        let lines = match &form.origin {
            Some((posting, line)) => vec![self.origin(actor, *posting, line).await?],
            None => Vec::new(),
        };
        let now = self.now();
        let open = ProposalRecord::open(ProposalId(self.edges.random.id(now)), (kind, group), wording, now);
        let proposal = ProposalRecord { note, proposer: Some(actor.id), ..open };
        let work = self.storage.begin().await?;
        if work.proposals().count_open(actor.id).await? >= OPEN_MAX {
            let sentence =
                format!("{OPEN_MAX} proposals of yours wait already. Let curators answer some of them first.");
            return Err(ServiceError::Conflict(sentence));
        }
        for line in &lines {
            if let Some(known) = work.proposals().open_from(line.posting, &line.line).await? {
                let sentence = format!(
                    "This line is proposed already, as “{}”. It waits for a curator's answer.",
                    known.wording.name
                );
                return Err(ServiceError::Conflict(sentence));
            }
        }
        work.proposals().insert(&proposal, &lines).await?;
        self.record(&work, Some(actor), &[Event::ItemProposed { proposal: proposal.id }]);
        self.tell_curators(&work, actor, proposal.wording.name).await?;
        work.commit().await?;
        Ok(proposal.id)
    }

    async fn origin(&self, actor: &Actor, posting: PostingId, line: &LineId) -> Result<ProposalLine> {
        self.read_posting(actor, posting).await?.permit(actor, Action::ReadPosting)?;
        let (draft, _) = self.load_draft(posting).await?;
        let snapshot = draft.snapshot();
        let gone = || ServiceError::Conflict("This line is not in the posting any more.".to_owned());
        let (_, found) = snapshot.line(line).ok_or_else(gone)?;
        Ok(ProposalLine { posting, line: line.clone(), text: found.text.clone() })
    }
}

fn is_own(section: &Section, line: &Line) -> bool {
    !section.locked && !line.text.trim().is_empty() && !matches!(line.origin, Origin::Library { .. })
}

/// What a line of such a section would be as an item: the kind, and its group where one can be guessed.
fn kind_for(section: SectionKind) -> (String, String) {
    let kind = match section {
        SectionKind::Responsibilities => ItemKind::Responsibility,
        SectionKind::RequiredSkills | SectionKind::PreferredSkills => {
            return (ItemKind::Skill.to_string(), "practice".into());
        }
        SectionKind::Qualifications => ItemKind::Qualification,
        SectionKind::Collaboration => ItemKind::Collaborator,
        SectionKind::Applications => ItemKind::Application,
        SectionKind::Advantages => return (ItemKind::Advantage.to_string(), "developer".into()),
        SectionKind::Learning => ItemKind::Learning,
        SectionKind::Benefits => ItemKind::Benefit,
        SectionKind::Overview
        | SectionKind::Compensation
        | SectionKind::HowToApply
        | SectionKind::Disclosures
        | SectionKind::Conclusion => return (ItemKind::SectionText.to_string(), section.to_string()),
    };
    (kind.to_string(), String::new())
}

/// A kind, a group and a wording that an item could have, and a note.
fn read(form: &ProposalForm) -> Result<(ItemKind, String, Wording, String)> {
    let note = one_paragraph(&form.note);
    let mut errors = Vec::new();
    if note.chars().count() > REMARK_MAX_CHARS {
        errors.push(FieldError::new("note", format!("Keep this under {REMARK_MAX_CHARS} characters.")));
    }
    let item = crate::ItemForm { kind: form.kind.clone(), group: form.group.clone(), wording: form.wording.clone() };
    match crate::library::read_item(&item) {
        Ok((kind, group, wording)) if errors.is_empty() => Ok((kind, group, wording, note)),
        Err(ServiceError::Invalid(mut fields)) => {
            fields.append(&mut errors);
            Err(ServiceError::Invalid(fields))
        }
        Ok(_) => Err(ServiceError::Invalid(errors)),
        Err(other) => Err(other),
    }
}
