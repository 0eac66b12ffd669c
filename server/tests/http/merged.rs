//! The address of a merged item leads to the one that stands in its place, and nobody's form is lost on the way.

use scenarios::{
    Database,
    cast::{ADA, VERA},
};

use crate::support::Company;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_of_a_merged_item_leads_on_with_a_note() {
    let company = Company::on(Database::Sqlite).await;
    let mut vera = company.house.signed_in(VERA).await;
    let answer = vera.get(&app::paths::item(&company.merged_item.slug)).await;
    assert_eq!((answer.status, answer.location()), (308, "/library/a-glass-desk?merged=a-desk-of-glass"));
    assert!(answer.header("cache-control").contains("no-store"), "an undone merge must not be kept by a browser");
    let page = vera.get(answer.location()).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("“A desk of glass” was merged into this."), "{}", page.body);
    // Told of anything else, a page says nothing.
    for merged in ["", "soup-at-noon", "no-such-item", "%00", "%3Cb%3E"] {
        let page = vera.get(&format!("/library/a-glass-desk?merged={merged}")).await;
        assert!(page.status == 200 && !page.body.contains("was merged into this."), "{merged}");
    }
    company.house.world.services.undo_merge(&company.house.cast.ada, company.merge).await.unwrap();
    assert_eq!(vera.get(&app::paths::item(&company.merged_item.slug)).await.status, 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_sent_from_the_page_of_an_item_that_is_merged_by_now_says_so() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    let item = company.merged_item.id.to_string();
    let fields = [("item", item.as_str()), ("version", "1"), ("reason", "So.")];
    let answer = ada.submit("/library/a-desk-of-glass?do=publish_item", &fields).await;
    assert_eq!(answer.status, 409);
    assert!(answer.body.contains("This item was merged into “A glass desk”. Go on with that one."), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_merge_by_plain_forms_leads_to_its_page_and_back() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    let [gone, stays] = &company.twins;
    let address = app::paths::merge_of(&gone.slug, &stays.slug);
    let page = ada.get(&address).await;
    for said in [
        "Merge “Oat milk” into “Milk of oats”?",
        "Synonyms: Oat milk",
        "/library/oat-milk, leads to /library/milk-of-oats",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let [gone, stays] = [gone.id.to_string(), stays.id.to_string()];
    let fields = |reason| {
        [("gone", gone.as_str()), ("gone_version", "1"), ("stays", &stays), ("stays_version", "1"), ("reason", reason)]
    };
    let silent = ada.submit(&format!("{address}&do=merge_items"), &fields("")).await;
    assert_eq!(silent.status, 422);
    assert!(silent.body.contains("Say why, for those who use this item."), "{}", silent.body);
    let merged = ada.submit(&format!("{address}&do=merge_items"), &fields("The same drink.")).await;
    assert_eq!(merged.status, 303, "{}", merged.body);
    let of_it = merged.location().to_owned();
    assert!(of_it.starts_with("/library/curate/merges/"), "{of_it}");
    let merge = of_it.rsplit('/').next().unwrap().to_owned();
    assert!(ada.get(&of_it).await.body.contains("Undo the merge"));
    let undone = ada.submit(&format!("{of_it}?do=undo_merge"), &[("merge", &merge)]).await;
    assert_eq!((undone.status, undone.location()), (303, of_it.as_str()));
    assert!(ada.get(&of_it).await.body.contains("It was undone on"));
}
