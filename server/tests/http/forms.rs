//! Plain forms: done, one is sent on; refused, what was typed is still there, and no password ever.

use scenarios::{
    Database,
    cast::{ADA, DANA},
};

use crate::support::{Answer, Company, House};

/// The opening tag of the input with this name.
fn input<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let mark = format!("name=\"{name}\"");
    let tag = answer.body.split('<').find(|tag| tag.contains(&mark));
    tag.unwrap_or_else(|| panic!("no field {name} in {}", answer.body))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_is_done_sends_the_browser_on_without_the_order() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = house.signed_in(ADA).await;
    let answer = ada.submit("/people/teams?do=create_team", &[("name", "Data")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/people/teams?done=create_team"));
    let answer = ada.submit("/people/teams?sort=name&do=create_team&x=1", &[("name", "Design")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/people/teams?sort=name&x=1&done=create_team"));
    let page = ada.get(answer.location()).await;
    assert!(page.body.contains("Data") && page.body.contains("Design"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_page_says_what_a_form_did_until_the_next_one_is_sent() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = house.signed_in(ADA).await;
    let page = app::paths::person(house.cast.ben.id);
    let says = |answer: &Answer, word: &str| answer.body.contains(word) && answer.body.contains(r#"role="status""#);
    let person = [("person", &*house.cast.ben.id.to_string())];
    let done = ada.submit(&format!("{page}?do=suspend"), &person).await.location().to_owned();
    assert!(says(&ada.get(&done).await, "every session has ended"), "{done}");
    // The form stands on the page that says so by now.
    let done = ada.submit(&format!("{done}&do=reinstate"), &person).await.location().to_owned();
    assert_eq!(done, format!("{page}?done=reinstate"));
    assert!(says(&ada.get(&done).await, "Signing in works again."));
    let fields = [person[0], ("role", "hr_approver"), ("team", &*house.cast.platform.to_string())];
    let refused = ada.submit(&format!("{done}&do=grant_role"), &fields).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.body.contains("Signing in works again."), "nothing was done");
    let odd = ada.get(&format!("{page}?done=%3Cscript%3E")).await;
    assert!(odd.status == 200 && !odd.body.contains("data-state=\"approved\""));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_at_the_field() {
    let house = House::on(Database::Sqlite).await;
    let mut ada = house.signed_in(ADA).await;
    let fields =
        [("kind", "benefit"), ("name", ""), ("body", "A text of some length."), ("guidance", "For \"everyone\" & all")];
    let answer = ada.submit("/library/new?do=create_item", &fields).await;
    assert_eq!(answer.status, 422);
    assert!(answer.body.contains("\nA text of some length.</textarea>"), "{}", answer.body);
    assert!(answer.body.contains("For \"everyone\" &amp; all</textarea>"), "{}", answer.body);
    let name = input(&answer, "name");
    assert!(name.contains(r#"aria-invalid="true""#), "{name}");
    assert!(
        answer.body.contains(r##"<a href="#create_item-name">"##)
            && answer.body.contains(r#"id="create_item-name-error""#)
    );
    assert!(answer.body.contains(r#"role="alert""#));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_password_is_ever_sent_back() {
    const SECRET: &str = "sesame-sesame-sesame";
    let company = Company::on(Database::Sqlite).await;
    let mut visitor = company.house.visitor();
    let sign_in = visitor.submit("/sign-in?do=sign_in", &[("email", DANA.email), ("password", SECRET)]).await;
    assert_eq!(sign_in.status, 422);
    assert!(input(&sign_in, "email").contains(DANA.email), "the address is kept");
    let join = format!("{}&do=accept_invitation", app::paths::invitation(&company.invitation_token));
    let fields = [("token", &*company.invitation_token), ("display_name", ""), ("password", SECRET)];
    let accept = visitor.submit(&join, &fields).await;
    let mut dana = company.house.signed_in(DANA).await;
    let fields = [("current_password", SECRET), ("password", "x")];
    let change = dana.submit("/account?do=change_password", &fields).await;
    for answer in [sign_in, accept, change] {
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert!(!answer.body.contains(SECRET), "{}", answer.body);
        assert!(input(&answer, "password").contains(r#"value="""#) || !input(&answer, "password").contains("value="));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_conflict_the_text_is_still_there() {
    let company = Company::on(Database::Sqlite).await;
    let mut ada = company.house.signed_in(ADA).await;
    let id = company.published_item.id.to_string();
    let edit = |version: &'static str, body: &'static str| {
        vec![
            ("item", id.clone()),
            ("from_version", version.to_owned()),
            ("name", "Bread".to_owned()),
            ("body", body.to_owned()),
            ("change_class", "editorial".to_owned()),
            ("reason", "Better.".to_owned()),
        ]
    };
    let address = format!("{}?do=edit_item", app::paths::item(&company.published_item.slug));
    for (body, status) in [("We offer rye bread.", 303), ("We offer spelt bread.", 409)] {
        let fields = edit("1", body);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = ada.submit(&address, &fields).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(status == 303 || answer.body.contains("We offer spelt bread."), "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signing_in_never_leads_to_another_site() {
    let house = House::on(Database::Sqlite).await;
    for next in
        ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\r\nset-cookie: a=b", ""]
    {
        let fields = [("email", ADA.email), ("password", ADA.password), ("next", next)];
        let answer = house.visitor().submit("/sign-in?do=sign_in", &fields).await;
        assert_eq!((answer.status, answer.location()), (303, "/"), "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_session_has_ended_is_sent_to_sign_in() {
    let house = House::on(Database::Sqlite).await;
    let answer = house.visitor().submit("/people/teams?do=create_team", &[("name", "Data")]).await;
    assert_eq!((answer.status, answer.location()), (303, "/sign-in?next=%2Fpeople%2Fteams"));
}
