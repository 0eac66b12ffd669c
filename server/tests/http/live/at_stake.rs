//! What writing puts at stake is told to everybody in the draft, within two seconds, and to nobody else.

use std::time::Duration;

use domain::{
    document::{Field, Operation},
    posting::FactKey,
    protocol::{ToBrowser, ToServer, Whereabouts},
};
use scenarios::{
    Database,
    cast::{BEN, DANA, HUGO, OLGA},
    postings::approve,
};
use tokio::time::timeout;

use crate::support::{BASE_URL, Company, Editor};

/// The promise, and a little for a busy machine.
const TOLD_WITHIN: Duration = Duration::from_secs(4);

async fn is_told(editor: &mut Editor, words: &[&str]) {
    let told = async {
        loop {
            if let ToBrowser::AtStake(sentence) = editor.read().await
                && words.iter().all(|words| sentence.contains(words))
            {
                return sentence;
            }
        }
    };
    let sentence = timeout(TOLD_WITHIN, told).await.unwrap_or_else(|_| panic!("{words:?} is told in time"));
    assert!(sentence.is_empty() || sentence.ends_with('.'), "{sentence}");
}

fn pay(value: &str) -> Operation {
    Operation::SetFact { key: FactKey::BaseSalaryMaxValue, value: value.to_owned() }
}

async fn goes_to(editor: &mut Editor, field: Field) {
    editor.line.say(&ToServer::Here(Some(Whereabouts { field, from: 0, to: 0 }))).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_to_pay_says_what_it_voids_and_undoing_it_takes_that_back() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.approved[0].id);
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let (mut one, mut two) = (house.editor(&dana, posting, 101).await, house.editor(&ben, posting, 102).await);
    let was = one.replica.snapshot().facts.get(FactKey::BaseSalaryMaxValue).to_owned();
    is_told(&mut one, &["Approved: everything by", HUGO.name]).await;
    is_told(&mut two, &["Approved: everything by", HUGO.name]).await;
    goes_to(&mut one, Field::Fact(FactKey::BaseSalaryMaxValue)).await;
    is_told(&mut one, &["A change to pay and benefits would void the approval by", HUGO.name]).await;

    one.does(&pay("99000")).await;
    let void = "The changes void the approval of pay and benefits by";
    is_told(&mut one, &[void, HUGO.name]).await;
    is_told(&mut two, &[void, "Approved: identity, place"]).await;
    one.does(&pay(&was)).await;
    is_told(&mut one, &["A change to pay and benefits would void"]).await;
    is_told(&mut two, &["Approved: everything by"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_approval_is_told_while_the_draft_is_open() {
    let company = Company::on(Database::Sqlite).await;
    let (house, made) = (&company.house, company.in_review[0]);
    let dana = house.signed_in(DANA).await;
    let mut editor = house.editor(&dana, made.id, 101).await;
    editor.line.until(|message| (message == ToBrowser::AtStake(String::new())).then_some(())).await;
    approve(&house.world.services, &house.cast.hugo, made).await.unwrap();
    is_told(&mut editor, &["Approved: everything by"]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stranger_does_not_learn_what_is_approved() {
    let company = Company::on(Database::Sqlite).await;
    let (house, posting) = (&company.house, company.approved[0].id);
    let olga = house.signed_in(OLGA).await;
    let address = posting.to_string();
    let refused = |cookie| house.dial(cookie, &address, Some(BASE_URL));
    assert_eq!(refused(olga.cookie.as_deref()).await.err(), Some(404));
    assert_eq!(refused(None).await.err(), Some(401));
    // Nor does somebody who may read it no longer, however much is changed there.
    let (dana, ben) = (house.signed_in(DANA).await, house.signed_in(BEN).await);
    let (mut one, mut two) = (house.editor(&dana, posting, 101).await, house.editor(&ben, posting, 102).await);
    is_told(&mut two, &["Approved"]).await;
    let (services, cast) = (&house.world.services, &house.cast);
    let role = domain::accounts::Role::HiringManager;
    services.revoke_role(&cast.ada, cast.ben.id, role, Some(cast.platform)).await.unwrap();
    one.does(&pay("99000")).await;
    is_told(&mut one, &["The changes void"]).await;
    loop {
        match two.line.next().await {
            Ok(ToBrowser::AtStake(sentence)) => panic!("{sentence}"),
            Ok(_) => {}
            Err(code) => return assert_eq!(code, domain::protocol::close::HIDDEN),
        }
    }
}
