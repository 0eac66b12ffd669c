//! The live address and each message that may be said there: who is refused, and how.

use std::collections::BTreeSet;

use domain::{
    document::{ClientId, Operation},
    ids::ItemId,
    posting::{FactKey, ItemRef},
    protocol::{Access, ToBrowser, ToServer, VERSION, decode, encode},
};
use scenarios::{
    Database,
    cast::{ADA, AXEL, BEN, DANA, HUGO, OLGA, Person, VERA},
};

use crate::support::{BASE_URL, Company, Editor};

/// Who gets a socket for a draft of Platform: 101, or the refusal.
const DOOR: [(Person, u16); 7] =
    [(DANA, 101), (BEN, 101), (HUGO, 101), (ADA, 101), (VERA, 101), (AXEL, 101), (OLGA, 404)];
/// Who may write in it; the others who get in may look.
const WRITERS: [Person; 2] = [DANA, BEN];

/// What a message does for those who get in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Right {
    /// It is answered, whoever says it.
    Everyone,
    /// It is answered; writers hear that they may write, the others why not.
    EveryoneAsTheyAre,
    /// It is done for writers and rejected with a sentence otherwise.
    Writers,
}

/// The table. A new message gets its row here.
fn rows(editor: &mut Editor, item: ItemId) -> Vec<(ToServer, Right)> {
    let title = Operation::SetFact { key: FactKey::Title, value: format!("Engineer {}", editor.client.0) };
    let update = editor.replica.apply(&title, editor.client.0).unwrap();
    vec![
        (ToServer::Open { client: editor.client, epoch: 0, state_vector: Vec::new() }, Right::EveryoneAsTheyAre),
        (ToServer::Beat, Right::Everyone),
        (ToServer::AskShelf, Right::Everyone),
        (ToServer::AskCredit(ItemRef { item, version: 1 }), Right::Everyone),
        (ToServer::Here(None), Right::Everyone),
        (ToServer::Push { number: 1, update }, Right::Writers),
    ]
}

/// The numbers of all messages that there are, found by trying: what stands in a frame after the version.
fn kinds() -> BTreeSet<u8> {
    // Ids say that they have sixteen bytes.
    let fillings = || [0, 16].into_iter().flat_map(|byte| (0..64).map(move |count| vec![byte; count]));
    let is_message =
        |kind: u8| fillings().any(|rest| decode::<ToServer>(&[vec![VERSION, kind], rest].concat()).is_ok());
    // Larger numbers take two bytes, and there are not that many messages.
    (0..128).filter(|kind| is_message(*kind)).collect()
}

fn is_writer(person: Person) -> bool {
    WRITERS.iter().any(|writer| writer.email == person.email)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_live_address_and_every_message_have_a_row() {
    let company = Company::on(Database::Sqlite).await;
    let posting = company.draft.id;
    assert_eq!(company.house.dial(None, &posting.to_string(), Some(BASE_URL)).await.err(), Some(401));
    for (index, (person, status)) in DOOR.into_iter().enumerate() {
        let browser = company.house.signed_in(person).await;
        let dialled = company.house.dial(browser.cookie.as_deref(), &posting.to_string(), Some(BASE_URL)).await;
        assert_eq!(dialled.err().unwrap_or(101), status, "{}", person.name);
        if status != 101 {
            continue;
        }
        let before = company.house.stored().await;
        let client = 100 + u64::try_from(index).unwrap();
        let mut editor = company.house.editor(&browser, posting, client).await;
        let rows = rows(&mut editor, company.offered_item.id);
        let known: BTreeSet<u8> = rows.iter().map(|(message, _)| encode(message)[1]).collect();
        assert_eq!(known, kinds(), "a message came or went: say in authorization/live.rs who may say it");
        for (message, right) in rows {
            try_out(&mut editor, person, &message, right).await;
        }
        let is_unchanged = company.house.stored().await == before;
        assert_eq!(is_unchanged, !is_writer(person), "{} changed something or did not", person.name);
    }
}

async fn try_out(editor: &mut Editor, person: Person, message: &ToServer, right: Right) {
    match right {
        Right::EveryoneAsTheyAre => {
            let may_write = editor.welcome.access == Access::Edit;
            assert_eq!(may_write, is_writer(person), "{}: {:?}", person.name, editor.welcome.access);
        }
        Right::Everyone => {
            editor.line.say(message).await;
            let expected: fn(&ToBrowser) -> bool = match message {
                ToServer::AskShelf => |answer| matches!(answer, ToBrowser::Shelf(..)),
                ToServer::AskCredit(_) => |answer| matches!(answer, ToBrowser::Credit { .. }),
                // Where one works is told to the others; that nothing was held against it shows in the next answer.
                _ => |answer| *answer == ToBrowser::Beat,
            };
            if matches!(message, ToServer::Here(_)) {
                editor.line.say(&ToServer::Beat).await;
            }
            editor.line.until(|answer| expected(&answer).then_some(())).await;
        }
        Right::Writers => {
            editor.line.say(message).await;
            let answer = editor.line.until(|answer| match answer {
                ToBrowser::Ack { .. } => Some(None),
                ToBrowser::Reject { sentence, .. } => Some(Some(sentence)),
                _ => None,
            });
            let refusal = answer.await;
            assert_eq!(refusal.is_none(), is_writer(person), "{}: {refusal:?}", person.name);
        }
    }
}

/// A client id of somebody else is no way to write, nor is another person's socket.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_writes_under_the_name_of_somebody_else() {
    let company = Company::on(Database::Sqlite).await;
    let (dana, ben) = (company.house.signed_in(DANA).await, company.house.signed_in(BEN).await);
    let mut hers = company.house.editor(&dana, company.draft.id, 200).await;
    hers.types(&company.line, " Hers.").await;
    hers.is_saved().await;
    drop(hers);
    let mut his = company.house.editor(&ben, company.draft.id, 201).await;
    let stolen = domain::document::Draft::load(ClientId(200), &his.replica.encode());
    let title = Operation::SetFact { key: FactKey::Title, value: "Stolen".to_owned() };
    let update = stolen.unwrap().apply(&title, 1).unwrap();
    his.pushes(update).await;
    let (_, sentence) = his.rejection().await;
    assert!(sentence.contains("somebody else"), "{sentence}");
    let stored = company.house.stored_draft(company.draft.id).await.snapshot();
    assert_ne!(stored.facts.get(FactKey::Title), "Stolen");
}
