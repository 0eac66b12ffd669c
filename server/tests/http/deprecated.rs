//! Why an item is out of use is told where it is shown, and where another one is offered in its place.

use scenarios::{
    Database,
    cast::{ADA, DANA},
};
use services::DeprecateForm;

use crate::support::Company;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn why_an_item_is_out_of_use_is_on_its_page_and_in_the_list_of_curators() {
    let company = Company::on(Database::Sqlite).await;
    let (mut ada, mut dana) = (company.house.signed_in(ADA).await, company.house.signed_in(DANA).await);
    let (why, item) = ("Deprecated: Nobody wants it.", app::paths::item(&company.deprecated_item.slug));
    for (address, at_ada, at_dana) in [(item.as_str(), true, true), ("/library?state=deprecated", true, false)] {
        let (said_ada, said_dana) =
            (ada.get(address).await.body.contains(why), dana.get(address).await.body.contains(why));
        assert_eq!((said_ada, said_dana), (at_ada, at_dana), "{address}");
    }
    company.house.world.services.restore_item(&company.house.cast.ada, company.deprecated_item.id).await.unwrap();
    assert!(!ada.get(&item).await.body.contains("Deprecated:"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_offer_of_another_item_says_why_and_stays_text() {
    let company = Company::on(Database::Sqlite).await;
    let (services, cast) = (&company.house.world.services, &company.house.cast);
    let (old, new) = (&company.twins[0], &company.twins[1]);
    services.insert_item(&cast.dana, company.draft.id, old.id, None).await.unwrap();
    let (replacement, reason) = (new.slug.clone(), "Say <b>oats</b> first.".into());
    let form = DeprecateForm { from_version: 1, replacement, reason, ..DeprecateForm::default() };
    services.deprecate_item(&cast.ada, old.id, &form).await.unwrap();
    let mut dana = company.house.signed_in(DANA).await;
    for address in [app::paths::UPDATES.to_owned(), app::paths::updates(company.draft.id)] {
        let page = dana.get(&address).await.body;
        assert!(page.contains("Deprecated: Say &lt;b&gt;oats&lt;/b&gt; first."), "{address}: {page}");
    }
}
