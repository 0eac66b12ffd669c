//! Every server function: who is refused and how, and somebody who is not, so that a refusal is never a typing mistake.

use domain::{review::Policy, time};
use scenarios::{
    cast::{ADA, AXEL, BEN, DANA, HUGO, OLGA, Person, VERA},
    postings::Made,
};

use crate::support::{Answer, Browser, Company, Template};

/// Who may call a function.
pub enum Access {
    /// Works without a session.
    Public,
    /// Whoever is signed in, about themselves or about what everyone may see; tried as this person.
    Everyone(Person),
    /// Works for this person and answers the others with these statuses.
    Only(Person, Vec<(Person, u16)>),
}

/// One server function.
pub struct Row {
    pub function: &'static str,
    pub fields: Vec<(&'static str, String)>,
    pub access: Access,
}

impl Row {
    pub async fn call(&self, browser: &mut Browser) -> Answer {
        let fields: Vec<(&str, &str)> = self.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.call(self.function, &fields).await
    }
}

fn row(function: &'static str, access: Access, fields: &[(&'static str, &str)]) -> Row {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Row { function, fields, access }
}

/// Only admins.
fn admins() -> Access {
    Access::Only(ADA, [DANA, HUGO, VERA, AXEL, OLGA].map(|person| (person, 403)).to_vec())
}

/// Only curators; Ada is one.
fn curators() -> Access {
    admins()
}

/// Hugo's own, hidden from everybody else.
fn hugos() -> Access {
    Access::Only(HUGO, [DANA, BEN, ADA, VERA, AXEL, OLGA].map(|person| (person, 404)).to_vec())
}

/// Refused to these, who may read Platform's postings, and hidden from Olga, who may not.
fn refused(readers: &[Person]) -> Vec<(Person, u16)> {
    readers.iter().map(|person| (*person, 403)).chain([(OLGA, 404)]).collect()
}

/// Only Dana, who owns the postings.
fn the_owner() -> Access {
    Access::Only(DANA, refused(&[BEN, HUGO, ADA, VERA, AXEL]))
}

/// Only Platform's hiring managers; tried as Ben, who shares the draft with Dana.
fn the_team() -> Access {
    Access::Only(BEN, refused(&[VERA, AXEL, ADA, HUGO]))
}

/// The table. A new server function gets its row here.
pub async fn rows(company: &Company) -> Vec<Row> {
    let mut rows = accounts(company);
    rows.extend(admin(company));
    rows.extend(library(company));
    rows.extend(plain_forms(company));
    rows.extend(templates(company));
    rows.extend(postings(company));
    rows.extend(review(company));
    rows.extend(deciders(company));
    rows.extend(threads(company));
    rows.extend(guests(company));
    rows.extend(upstream(company));
    rows.extend(proposals(company));
    rows
}

fn accounts(company: &Company) -> Vec<Row> {
    let token = company.invitation_token.as_str();
    let word = "a-password-nobody-guesses";
    vec![
        row("sign_in", Access::Public, &[("email", AXEL.email), ("password", AXEL.password)]),
        row("sign_out", Access::Public, &[]),
        row("accept_invitation", Access::Public, &[("token", token), ("display_name", "Iris"), ("password", word)]),
        row("ask_for_reset", Access::Public, &[("email", VERA.email)]),
        row("reset_password", Access::Public, &[("token", &company.reset_token), ("password", word)]),
        row("change_password", Access::Everyone(OLGA), &[("current_password", OLGA.password), ("password", word)]),
        row(
            "end_session",
            Access::Only(DANA, [OLGA, BEN, ADA].map(|person| (person, 404)).to_vec()),
            &[("handle", &company.danas_session)],
        ),
        row("end_other_sessions", Access::Everyone(VERA), &[]),
        row("open_notification", hugos(), &[("notification", &company.hugos_notification)]),
        row("read_notification", hugos(), &[("notification", &company.hugos_notification)]),
        row("read_notifications", Access::Everyone(VERA), &[("until", "1795251600000")]),
        row("choose_mail", Access::Everyone(VERA), &[("off", "off"), ("ways[approved]", "digest")]),
        row("search_everything", Access::Everyone(VERA), &[("text", "bread")]),
    ]
}

fn admin(company: &Company) -> Vec<Row> {
    let [active, suspended] = [company.active_person, company.suspended_person].map(|id| id.to_string());
    let [invitation, platform] = [company.invitation.to_string(), company.house.cast.platform.to_string()];
    vec![
        row("invite", admins(), &[("email", "nils@northwind.example"), ("role", "viewer"), ("team", &platform)]),
        row("withdraw_invitation", admins(), &[("invitation", &invitation)]),
        row("grant_role", admins(), &[("person", &active), ("role", "hr_approver"), ("team", "")]),
        row("revoke_role", admins(), &[("person", &active), ("role", "hr_approver"), ("team", "")]),
        row("suspend", admins(), &[("person", &active)]),
        row("reinstate", admins(), &[("person", &suspended)]),
        row("create_team", admins(), &[("name", "Data")]),
        row("rename_team", admins(), &[("team", &platform), ("name", "Platform and Tools")]),
    ]
}

fn library(company: &Company) -> Vec<Row> {
    let items = [&company.published_item, &company.draft_item, &company.deprecated_item];
    let [published, draft, deprecated] = items.map(|item| item.id.to_string());
    let (offered, bulk_edit) = (format!("{}:1", company.offered_item.id), company.bulk_edit.to_string());
    let [gone, stays] = [&company.twins[0], &company.twins[1]].map(|item| item.id.to_string());
    let [wanted, unwanted] = company.files.map(|file| file.to_string());
    vec![
        row("list_library", Access::Everyone(VERA), &[]),
        row("check_wording", Access::Everyone(VERA), &[("kind", "benefit"), ("body", "We offer tea.")]),
        row(
            "restore_version",
            curators(),
            &[("item", &company.update.from.item.to_string()), ("version", "1"), ("from_version", "2")],
        ),
        row("list_near", Access::Everyone(VERA), &[("said", "Soup\nWe offer soup at noon.")]),
        row("create_item", curators(), &[("kind", "benefit"), ("name", "Tea"), ("body", "We offer tea.")]),
        row(
            "edit_item",
            curators(),
            &[
                ("item", &published),
                ("from_version", "1"),
                ("name", "Bread"),
                ("body", "We offer bread."),
                ("change_class", "editorial"),
                ("reason", "Shorter."),
            ],
        ),
        row("publish_item", curators(), &[("item", &draft), ("version", "1")]),
        row(
            "deprecate_item",
            curators(),
            &[("item", &published), ("from_version", "2"), ("reason", "The baker retired.")],
        ),
        row("restore_item", curators(), &[("item", &deprecated)]),
        row(
            "apply_bulk",
            curators(),
            &[("action", "add_tag"), ("value", "noon"), ("items", &offered), ("reason", "To find it.")],
        ),
        row("undo_bulk", curators(), &[("edit", &bulk_edit)]),
        row(
            "merge_items",
            curators(),
            &[
                ("gone", &gone),
                ("gone_version", "1"),
                ("stays", &stays),
                ("stays_version", "1"),
                ("reason", "They are the same."),
            ],
        ),
        row("undo_merge", curators(), &[("merge", &company.merge.to_string())]),
        row("start_import", curators(), &[("import", &wanted), ("way", "publish"), ("change_class", "editorial")]),
        row("discard_import", curators(), &[("import", &unwanted)]),
    ]
}

/// The draft by plain forms.
fn plain_forms(company: &Company) -> Vec<Row> {
    let posting = company.draft.id.to_string();
    let (section, line, removed) = (company.section.as_str(), company.line.as_str(), company.removed_line.as_str());
    let item = company.offered_item.id.to_string();
    let form = |function: &'static str, fields: &[(&'static str, &str)]| {
        row(function, the_team(), &[&[("posting", posting.as_str())], fields].concat())
    };
    vec![
        form("edit_line", &[("line", line), ("was_text", &company.line_text), ("text", "You answer the phone.")]),
        form("add_line", &[("section", section), ("text", "You write the minutes.")]),
        form(
            "edit_section",
            &[("section", section), ("was_heading", &company.section_heading), ("heading", "Your days")],
        ),
        form("add_section", &[("kind", "benefits")]),
        form("insert_item", &[("item", &item)]),
        form("put_back", &[("line", removed)]),
        form("save_facts", &[("was[title]", &company.title), ("facts[title]", "Platform Engineer")]),
        form("name_checkpoint", &[("name", "Before the call")]),
        form("restore_draft", &[("point", "1")]),
    ]
}

fn templates(company: &Company) -> Vec<Row> {
    let templates = &company.templates;
    let form = |function: &'static str, template: &Template, fields: &[(&'static str, &str)]| {
        let (id, edition) = (template.id.to_string(), template.edition.to_string());
        let named: [(&'static str, &str); 2] = [("template", &id), ("edition", &edition)];
        row(function, curators(), &[&named[..], fields].concat())
    };
    let others = refused(&[DANA, BEN, VERA, AXEL]);
    let (posting, section) = &templates.locked;
    vec![
        row("make_template", curators(), &[("name", "More rules"), ("base", "empty")]),
        form("restore_template_version", &templates.published, &[("version", "1")]),
        form("edit_template", &templates.draft, &[("what", "describe"), ("name", "Newest rules")]),
        // The row before made it the fifth edition.
        row(
            "publish_template",
            curators(),
            &[("template", &templates.draft.id.to_string()), ("edition", &(templates.draft.edition + 1).to_string())],
        ),
        form("restore_template", &templates.archived, &[]),
        form("archive_template", &templates.archived, &[]),
        row(
            "unlock_section",
            Access::Only(HUGO, others),
            &[("posting", &posting.to_string()), ("section", section.as_str())],
        ),
    ]
}

fn postings(company: &Company) -> Vec<Row> {
    let platform = company.house.cast.platform.to_string();
    let key = "018f0000-0000-7000-8000-000000000001";
    let elsewhere = [HUGO, ADA, VERA, AXEL, OLGA].map(|person| (person, 403)).to_vec();
    let others = [HUGO, ADA, VERA, AXEL].map(|person| (person, 403)).to_vec();
    let [draft, archived] = [company.drafts[0], company.archived].map(id);
    vec![
        row("create_posting", Access::Only(BEN, elsewhere), &[("key", key), ("team", &platform), ("start", "empty")]),
        row("paste_arrival", Access::Only(BEN, others.clone()), &[("text", "Duties")]),
        row(
            "settle_arrival",
            Access::Only(DANA, others.into_iter().chain([(BEN, 404), (OLGA, 403)]).collect()),
            &[("arrival", &company.arrival.to_string()), ("team", &platform), ("lines[0]", "custom")],
        ),
        row("archive_posting", the_owner(), &[("posting", &draft)]),
        row("restore_posting", the_owner(), &[("posting", &archived)]),
    ]
}

fn review(company: &Company) -> Vec<Row> {
    let approver = || Access::Only(HUGO, refused(&[DANA, BEN, ADA, VERA, AXEL]));
    let publisher = || Access::Only(HUGO, refused(&[ADA, VERA, AXEL]));
    let [draft, decided, withdrawn, approved, published, closed] = [
        company.drafts[1],
        company.in_review[0],
        company.in_review[1],
        company.approved[0],
        company.published[1],
        company.closed,
    ]
    .map(id);
    let [decided_revision, approved_revision] = [company.in_review[0], company.approved[0]].map(revision);
    let steps: Vec<String> = Policy::default_policy().steps.into_iter().map(|step| step.key).collect();
    let ballot = [("posting", decided.as_str()), ("revision", &decided_revision), ("verdict", "approve")];
    let ballot: Vec<_> = ballot.into_iter().chain(steps.iter().map(|step| ("step[]", step.as_str()))).collect();
    vec![
        row("submit", the_owner(), &[("posting", &draft), ("message", "Please have a look.")]),
        row("withdraw", the_owner(), &[("posting", &withdrawn)]),
        row("decide", approver(), &ballot),
        row("publish", publisher(), &[("posting", &approved), ("revision", &approved_revision)]),
        row("close", publisher(), &[("posting", &published)]),
        row("reopen", the_owner(), &[("posting", &closed)]),
    ]
}

/// Who decides: policies, others who are asked, people who stand in, many at once.
fn deciders(company: &Company) -> Vec<Row> {
    let policy = company.policy.to_string();
    let [decided, stuck] = [company.in_review[2], company.in_review[3]];
    let (both, stuck) = (format!("{}:{}", id(decided), revision(decided)), id(stuck));
    let day = time::write_date(company.house.world.services.now().date());
    let ben = company.house.cast.ben.id.to_string();
    let rule = |name: &'static str| {
        [
            ("rule[name]", name),
            ("rule[countries]", "Nowhere"),
            ("rule[order]", "parallel"),
            ("rule[due_hours]", "24"),
            ("rule[reason]", "To try it."),
            ("steps[0][name]", "Everything"),
            ("steps[0][scopes][]", "pay"),
            ("steps[0][who][]", "hr_approver"),
            ("steps[0][needed]", "any"),
        ]
    };
    let edit = [&[("policy", policy.as_str()), ("from_version", "1")], &rule("Nowhere else")[..]].concat();
    // What is wrong with one of many stands beside it.
    let nobody_else = [DANA, BEN, ADA, VERA, AXEL, OLGA].map(|person| (person, 422)).to_vec();
    let strangers = [DANA, HUGO, VERA, OLGA].map(|person| (person, 404)).to_vec();
    let delegate = [("to", ben.as_str()), ("first_day", &day), ("last_day", &day), ("reason", "Away.")];
    vec![
        row("make_policy", admins(), &rule("Nowhere again")),
        row("edit_policy", admins(), &edit),
        row("try_policy_first", admins(), &[("policy", &policy)]),
        row("retire_policy", admins(), &[("policy", &policy)]),
        row("decide_all", Access::Only(HUGO, nobody_else), &[("review[]", &both), ("verdict", "approve")]),
        row("skip_review", Access::Everyone(VERA), &[("posting", &stuck)]),
        row(
            "reassign",
            Access::Only(ADA, refused(&[DANA, BEN, HUGO, VERA, AXEL])),
            &[("posting", &stuck), ("step", "content"), ("person[]", &ben), ("reason", "Hugo is away.")],
        ),
        row("delegate", Access::Everyone(VERA), &delegate),
        row("end_delegation", Access::Only(AXEL, strangers), &[("delegation", &company.delegation.to_string())]),
    ]
}

/// What is said about a posting, by Vera where it is somebody's own.
fn threads(company: &Company) -> Vec<Row> {
    let talk = &company.talk;
    let [posting, place] = [talk.posting.to_string(), talk.place.to_string()];
    let [open, blocking, resolved] = [talk.open, talk.blocking, talk.resolved].map(|id| id.to_string());
    let [edited, deleted] = [talk.edited, talk.deleted].map(|id| id.to_string());
    let [accepted, withdrawn] = [talk.accepted, talk.withdrawn].map(|id| id.to_string());
    // Axel may read all of it, and takes part in nothing.
    let taking_part = |person| Access::Only(person, vec![(AXEL, 403), (OLGA, 404)]);
    let its_author = || Access::Only(VERA, refused(&[DANA, BEN, HUGO, ADA, AXEL]));
    let form = |function: &'static str, access: Access, fields: &[(&'static str, &str)]| {
        row(function, access, &[&[("posting", posting.as_str()), ("page", "draft")], fields].concat())
    };
    vec![
        form("open_thread", taking_part(VERA), &[("place", &place), ("text", "Which phone?")]),
        form("reply", taking_part(ADA), &[("thread", &open), ("text", "The red one.")]),
        form("edit_comment", its_author(), &[("comment", &edited), ("text", "It was.")]),
        form("delete_comment", its_author(), &[("comment", &deleted)]),
        form("resolve_thread", Access::Only(HUGO, refused(&[DANA, BEN, ADA, AXEL])), &[("thread", &blocking)]),
        form("set_blocking", taking_part(ADA), &[("thread", &open), ("answer", "hold")]),
        form("reopen_thread", taking_part(BEN), &[("thread", &resolved)]),
        form("list_mentionable", taking_part(VERA), &[]),
        form(
            "suggest_change",
            taking_part(VERA),
            &[("place", &place), ("wish", "reword"), ("text", "You write logs.")],
        ),
        form("withdraw_suggestion", its_author(), &[("suggestion", &withdrawn)]),
        form("settle_suggestions", the_team(), &[("suggestion[]", &accepted), ("answer", "accept")]),
    ]
}

/// Guests of Dana's draft. What they say themselves are the functions of threads; tests/http/guests.rs has them.
fn guests(company: &Company) -> Vec<Row> {
    let posting = company.draft.id.to_string();
    let [renewed, revoked, opening] = company.guests.each_ref().map(|(guest, _)| guest.to_string());
    let token = company.guests[2].1.as_str();
    vec![
        row(
            "invite_guest",
            the_owner(),
            &[("posting", &posting), ("name", "Gerd Frank"), ("email", "gerd@client.example"), ("days", "3")],
        ),
        row("renew_guest_link", the_owner(), &[("posting", &posting), ("guest", &renewed)]),
        row("revoke_guest", the_owner(), &[("posting", &posting), ("guest", &revoked)]),
        row("open_visit", Access::Public, &[("guest", &opening), ("token", token)]),
    ]
}

/// What the library offers to a line of Platform's.
fn upstream(company: &Company) -> Vec<Row> {
    let key = company.update.to_string();
    let (posting, line) = (company.update.posting.to_string(), company.update.line.to_string());
    vec![
        row("settle_updates", the_team(), &[("update[]", &key), ("answer", "keep")]),
        row("take_up_update", the_team(), &[("posting", &posting), ("line", &line)]),
    ]
}

fn proposals(company: &Company) -> Vec<Row> {
    let [waiting, other, accepted] = company.proposals.map(|id| id.to_string());
    let posting = company.draft.id.to_string();
    let wording = [("kind", "benefit"), ("name", "Bicycles"), ("body", "We offer bicycles.")];
    let readers = vec![(VERA, 403), (AXEL, 403)];
    // Ada may see it, but not write in the draft.
    let strangers = [(BEN, 404), (HUGO, 404), (OLGA, 404), (ADA, 403)].into_iter().chain(readers.clone()).collect();
    vec![
        row("propose_item", Access::Only(HUGO, readers), &wording),
        row("accept_proposal", curators(), &[&[("proposal", waiting.as_str())], &wording[..]].concat()),
        row("decline_proposal", curators(), &[("proposal", &other), ("answer", "We have coats.")]),
        row(
            "adopt_proposal",
            Access::Only(DANA, strangers),
            &[("proposal", &accepted), ("posting", &posting), ("line", company.line.as_str())],
        ),
    ]
}

fn id(made: Made) -> String {
    made.id.to_string()
}

fn revision(made: Made) -> String {
    made.revision.unwrap().to_string()
}
