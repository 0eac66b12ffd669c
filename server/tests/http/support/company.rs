//! A house in which something of everything is: what the tables of addresses and server functions point at.

use domain::{
    accounts::Role,
    document::Operation,
    ids::{
        ArrivalId, BulkEditId, DelegationId, ImportId, InvitationId, LineId, MergeId, PolicyId, PostingId, ProposalId,
        SectionId, UserId,
    },
    library::{WordingForm, bulk::BulkChange},
    posting::{FactKey, Scope},
    review::Conditions,
    upstream::UpdateKey,
};
use scenarios::{
    Database,
    cast::DANA,
    policies::{a_policy, a_step},
    postings::{Made, a_posting},
};
use services::{
    AcceptForm, Acceptance, BulkForm, DeprecateForm, EditForm, GuestForm, ItemAddress, ItemForm, MergeForm,
    NewDelegation, NewInvitation, NewRule, ProposalForm,
};

use super::{House, Talk, Templates};

/// A house in use. All postings are Dana's, for Platform.
pub struct Company {
    pub house: House,
    pub draft: Made,
    pub drafts: Vec<Made>,
    pub in_review: Vec<Made>,
    pub approved: Vec<Made>,
    pub published: Vec<Made>,
    pub closed: Made,
    pub archived: Made,
    /// The address of the first published posting, and of the closed one.
    /// Of the draft: its title, a section, a line of it, and a line that was removed.
    pub title: String,
    pub section: SectionId,
    pub section_heading: String,
    pub line: LineId,
    pub line_text: String,
    pub removed_line: LineId,
    pub open_slug: String,
    pub closed_slug: String,
    pub published_item: ItemAddress,
    pub offered_item: ItemAddress,
    pub draft_item: ItemAddress,
    pub deprecated_item: ItemAddress,
    /// A tag that an item got by a change to many.
    pub bulk_edit: BulkEditId,
    /// An item that was merged, the merge, and two more that say the same.
    pub merged_item: ItemAddress,
    pub merge: MergeId,
    pub twins: [ItemAddress; 2],
    /// Files that were looked at: one to import, one to put away.
    pub files: [ImportId; 2],
    /// An invitation to withdraw, and the secret of another one that is still open.
    pub invitation: InvitationId,
    pub invitation_token: String,
    pub active_person: UserId,
    pub suspended_person: UserId,
    /// For postings of nowhere.
    pub policy: PolicyId,
    /// Axel's.
    pub delegation: DelegationId,
    /// A text that Dana brought in.
    pub arrival: ArrivalId,
    /// Proposals of Dana's from a line of the draft: two that wait, and one that was accepted.
    pub proposals: [ProposalId; 3],
    /// Guests of the draft, with the secrets of their links, which nobody opened.
    pub guests: [(UserId, String); 3],
    /// A draft that people talk about.
    pub talk: Talk,
    pub templates: Templates,
    /// The secret of a link with which Anna sets a new password.
    pub reset_token: String,
    /// Something that Hugo was told.
    pub hugos_notification: String,
    /// Names a session of Dana's.
    pub danas_session: String,
    /// Something newer for a line of the first published posting.
    pub update: UpdateKey,
}

impl Company {
    pub async fn on(database: Database) -> Self {
        let house = House::on(database).await;
        let published = many(&house, 2, Goal::Published).await;
        let closed = make(&house, Goal::Closed).await;
        let archived = make(&house, Goal::Draft).await;
        house.world.services.archive_posting(&house.cast.dana, archived.id).await.unwrap();
        let _session = house.signed_in(DANA).await;
        let sessions = house.world.services.my_sessions(&house.cast.dana, None).await.unwrap();
        let (_, invitation_token) = invite(&house, "iris@northwind.example").await;
        let (invitation, _) = invite(&house, "ida@northwind.example").await;
        let suspended_person = join(&house, "sid@northwind.example").await;
        house.world.services.suspend(&house.cast.ada, suspended_person).await.unwrap();
        let draft = make(&house, Goal::Draft).await;
        let removed_line = remove_a_line(&house, draft.id).await;
        let snapshot = house.world.services.open_draft(&house.cast.dana, draft.id).await.unwrap().snapshot;
        let in_review = many(&house, 4, Goal::InReview).await;
        let told = house.world.services.notifications(&house.cast.hugo, 1).await.unwrap().notifications;
        let active_person = join(&house, ANNA).await;
        let (section, line) = snapshot.lines().next().unwrap();
        let merged_item = item(&house, "A desk of glass", Item::Published).await;
        Self {
            draft,
            title: snapshot.facts.get(FactKey::Title).to_owned(),
            section: section.id.clone(),
            section_heading: section.heading.clone(),
            line: line.id.clone(),
            line_text: line.text.clone(),
            removed_line,
            drafts: many(&house, 2, Goal::Draft).await,
            in_review,
            reset_token: reset(&house, ANNA).await,
            hugos_notification: told[0].id.to_string(),
            approved: many(&house, 1, Goal::Approved).await,
            open_slug: slug(&house, published[0].id).await,
            closed_slug: slug(&house, closed.id).await,
            update: update(&house, published[0].id).await,
            published,
            closed,
            archived,
            published_item: item(&house, "Bread every morning", Item::Published).await,
            offered_item: item(&house, "Soup at noon", Item::Published).await,
            draft_item: item(&house, "A garden", Item::Draft).await,
            deprecated_item: item(&house, "A fax machine", Item::Deprecated).await,
            bulk_edit: bulk_edit(&house).await,
            merge: merge(&house, &merged_item).await,
            merged_item,
            twins: [
                item(&house, "Oat milk", Item::Published).await,
                item(&house, "Milk of oats", Item::Published).await,
            ],
            files: [file(&house).await, file(&house).await],
            invitation,
            invitation_token,
            active_person,
            suspended_person,
            policy: policy(&house).await,
            delegation: delegation(&house).await,
            arrival: house.world.services.paste_arrival(&house.cast.dana, "Duties\n- Bake").await.unwrap(),
            proposals: proposals(&house, draft.id, &line.id).await,
            guests: guests(&house, draft.id).await,
            talk: Talk::in_house(&house).await,
            templates: Templates::in_house(&house).await,
            danas_session: sessions[0].handle.clone(),
            house,
        }
    }
}

async fn proposals(house: &House, posting: PostingId, line: &LineId) -> [ProposalId; 3] {
    let services = &house.world.services;
    let form = |name: &str, origin: Option<(PostingId, LineId)>| ProposalForm {
        kind: "benefit".into(),
        wording: WordingForm {
            name: name.into(),
            body: format!("We offer {name} to everybody."),
            ..WordingForm::default()
        },
        origin,
        ..ProposalForm::default()
    };
    let propose = async |form: ProposalForm| services.propose_item(&house.cast.dana, &form).await.unwrap();
    let here = || Some((posting, line.clone()));
    let accepted = propose(form("Gardens", here())).await;
    let wording = form("Gardens", None).wording;
    let accept = AcceptForm { kind: "benefit".into(), wording, ..AcceptForm::default() };
    services.accept_proposal(&house.cast.ada, accepted, &accept).await.unwrap();
    // A line is proposed again only once it was answered.
    [propose(form("Bicycles", here())).await, propose(form("Umbrellas", None)).await, accepted]
}

async fn guests(house: &House, posting: PostingId) -> [(UserId, String); 3] {
    let mut made = Vec::new();
    for name in ["Gina Fox", "Gus Roth", "Greta Lund"] {
        let email = format!("{}@client.example", name.replace(' ', "."));
        let form = GuestForm { name: name.to_owned(), email, ..GuestForm::default() };
        let address = |_: UserId, token: &str| token.to_owned();
        let link = house.world.services.invite_guest(&house.cast.dana, posting, &form, address).await.unwrap();
        made.push((link.guest, link.token));
    }
    made.try_into().unwrap()
}

async fn policy(house: &House) -> PolicyId {
    let rule = NewRule {
        conditions: Conditions { countries: vec!["Nowhere".to_owned()], ..Conditions::default() },
        ..a_policy("Nowhere", vec![a_step("Everything", Scope::ALL, &[Role::HrApprover])])
    };
    house.world.services.make_policy(&house.cast.ada, rule).await.unwrap()
}

async fn delegation(house: &House) -> DelegationId {
    let day = house.world.services.now().date();
    let new = NewDelegation { to: house.cast.ada.id, first_day: day, last_day: day, reason: String::new() };
    house.world.services.delegate(&house.cast.axel, new).await.unwrap()
}

/// A line of an item that says something else by now.
async fn update(house: &House, posting: PostingId) -> UpdateKey {
    let (services, cast) = (&house.world.services, &house.cast);
    let item = item(house, "A bicycle", Item::Published).await;
    services.insert_item(&cast.dana, posting, item.id, None).await.unwrap();
    let page = services.library_item(&cast.ada, &item.slug).await.unwrap();
    let mut form =
        EditForm { from_version: 1, wording: WordingForm::of(&page.wording), publish: true, ..EditForm::default() };
    (form.wording.body, form.change_class, form.reason) =
        ("We offer two bicycles.".to_owned(), "meaning".to_owned(), "One is not enough.".to_owned());
    services.edit_item(&cast.ada, item.id, &form).await.unwrap();
    services.posting_updates(&cast.dana, posting).await.unwrap().waiting[0].key.clone()
}

const ANNA: &str = "anna@northwind.example";

/// Asks for a link to a new password, and takes its secret out.
async fn reset(house: &House, email: &str) -> String {
    let secret = std::sync::Mutex::default();
    let link = |token: &str| {
        token.clone_into(&mut secret.lock().unwrap());
        token.to_owned()
    };
    house.world.services.ask_for_reset(email, "10.0.0.1", link).await.unwrap();
    secret.into_inner().unwrap()
}

#[derive(Clone, Copy)]
enum Goal {
    Draft,
    InReview,
    Approved,
    Published,
    Closed,
}

/// Removes the last line.
async fn remove_a_line(house: &House, posting: PostingId) -> LineId {
    let (services, dana) = (&house.world.services, &house.cast.dana);
    let removed = services.open_draft(dana, posting).await.unwrap().snapshot.lines().last().unwrap().1.id.clone();
    services.edit_draft(dana, posting, &[Operation::RemoveLine { id: removed.clone() }]).await.unwrap();
    removed
}

async fn make(house: &House, goal: Goal) -> Made {
    let posting = a_posting().by(&house.cast.dana);
    let hugo = &house.cast.hugo;
    let posting = match goal {
        Goal::Draft => posting,
        Goal::InReview => posting.in_review(),
        Goal::Approved => posting.approved_by(hugo),
        Goal::Published => posting.published_by(hugo),
        Goal::Closed => posting.closed_by(hugo),
    };
    posting.make(&house.world.services).await.unwrap()
}

async fn many(house: &House, count: usize, goal: Goal) -> Vec<Made> {
    let mut made = Vec::new();
    for _ in 0..count {
        made.push(make(house, goal).await);
    }
    made
}

async fn slug(house: &House, posting: PostingId) -> String {
    house.world.storage.publications().of_posting(posting).await.unwrap().unwrap().slug
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    Draft,
    Published,
    Deprecated,
}

async fn item(house: &House, name: &str, state: Item) -> ItemAddress {
    let (services, ada) = (&house.world.services, &house.cast.ada);
    let mut form = ItemForm { kind: "benefit".into(), ..ItemForm::default() };
    (form.wording.name, form.wording.body) = (name.to_owned(), format!("We offer {name}."));
    let item = services.create_item(ada, &form).await.unwrap();
    if state != Item::Draft {
        services.publish_item(ada, item.id, 1, "").await.unwrap();
    }
    if state == Item::Deprecated {
        let reason = "Nobody wants it.".into();
        let form = DeprecateForm { from_version: 1, reason, ..DeprecateForm::default() };
        services.deprecate_item(ada, item.id, &form).await.unwrap();
    }
    item
}

async fn bulk_edit(house: &House) -> BulkEditId {
    let terrace = item(house, "A terrace", Item::Published).await;
    let change = BulkChange::AddTag { tag: "green".to_owned() };
    let form = BulkForm { change, reason: "To find it.".to_owned(), items: vec![(terrace.id, 1)] };
    house.world.services.apply_bulk(&house.cast.ada, &form).await.unwrap()
}

/// The item is merged into another one.
async fn merge(house: &House, gone: &ItemAddress) -> MergeId {
    let stays = item(house, "A glass desk", Item::Published).await;
    let form = MergeForm { gone: (gone.id, 1), stays: (stays.id, 1), reason: "They are the same.".to_owned() };
    house.world.services.merge_items(&house.cast.ada, &form).await.unwrap()
}

/// A file with one new item, looked at.
async fn file(house: &House) -> ImportId {
    let (services, ada) = (&house.world.services, &house.cast.ada);
    let mut arrival = services.begin_import(ada, "library.csv").await.unwrap();
    services.take_in(&mut arrival, b"kind,name,body\nbenefit,Fruit,We offer fruit.\n").await.unwrap();
    let import = services.finish_arrival(arrival).await.unwrap();
    services.work_on_imports().await.unwrap();
    import
}

async fn invite(house: &House, email: &str) -> (InvitationId, String) {
    let (services, ada) = (&house.world.services, &house.cast.ada);
    let role = Role::Auditor;
    let invitation = NewInvitation { email: email.to_owned(), role, team: None };
    let token = services.invite(ada, invitation, str::to_owned).await.unwrap().token;
    let open = services.open_invitations(ada).await.unwrap();
    (open.iter().find(|open| open.email.as_str() == email).unwrap().id, token)
}

async fn join(house: &House, email: &str) -> UserId {
    let (_, token) = invite(house, email).await;
    let acceptance = Acceptance { display_name: "Somebody New".into(), password: "a-password-nobody-guesses".into() };
    house.world.services.accept_invitation(&token, acceptance).await.unwrap()
}
