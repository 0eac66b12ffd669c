//! What people type is text: on every page, whatever it looks like. And odd text is stored or refused, never an accident.
//!
//! The forms are read from the pages themselves, so that a new form is tried without a word here.

use std::collections::BTreeSet;

use domain::posting::{FactKey, SectionKind};
use scenarios::{
    Database, World,
    cast::{ADA, DANA, HUGO, Person},
    postings::a_posting,
};

use crate::support::{Browser, Company, PageForm, forms_in};

const ATTACK: &str = r#""'></textarea></title></script><script>alert(1)</script><img src=x onerror=alert(2)>"#;
/// What the renderer's own marks look like, of which no page keeps any.
const MARKS: &str = "between <!> and <!--<() />--> stays";
const ODD: [&str; 6] = [
    "zero\u{0}byte \u{1}\u{7f} bell",
    "\u{202e}right to left\u{202c} \u{200b}\u{feff}",
    "🦀👩‍👩‍👧‍👦 e\u{301}\u{301}\u{301} \u{10ffff}",
    "\r\nset-cookie: a=b\r\n\r\n",
    "'; DROP TABLE users; -- %s %n {{7*7}} ${7*7}",
    "   ",
];

fn is_harmless(address: &str, body: &str) {
    for raw in ["<script>alert", "<img src=x", "onerror=alert(2)>"] {
        assert!(!body.contains(raw), "{address} carries {raw} unescaped: {body}");
    }
}

/// The pages on which something can be typed or is shown.
fn pages(company: &Company) -> Vec<String> {
    let item = |slug: &str| app::paths::item(slug);
    let fixed = [
        "/",
        "/account",
        "/people",
        "/people/teams",
        "/people/invitations",
        "/library",
        "/library/new",
        "/library/curate/import",
        "/library/curate/health",
        "/library/curate/health?list=unsourced",
        "/library/curate/edit",
        "/library/curate/edit?action=add_tag&value=%3Cb%3E",
    ];
    let fixed =
        fixed.into_iter().chain(["/audit", "/postings", "/postings/new", "/search", "/careers"]).map(str::to_owned);
    let made = [
        app::paths::person(company.active_person),
        item(&company.published_item.slug),
        item(&company.draft_item.slug),
        item(&company.deprecated_item.slug),
        app::paths::posting(company.draft.id),
        app::paths::plain(company.draft.id),
        app::paths::plain_with_search(company.draft.id, "bread"),
        app::paths::preview(company.draft.id),
        app::paths::review(company.in_review[0].id),
        app::paths::guests(company.draft.id),
        app::paths::threads(company.talk.posting),
        format!("{}?on={}", app::paths::threads(company.talk.posting), company.talk.place),
        format!("{}?on=posting", app::paths::review(company.in_review[1].id)),
        format!("{}?reply={}", app::paths::threads(company.talk.posting), company.talk.open),
        app::paths::history(company.in_review[0].id),
        app::paths::revision(company.in_review[0].id, 1),
        app::paths::career(&company.open_slug),
    ];
    fixed.chain(made).collect()
}

/// The form with this text wherever somebody types.
fn filled<'a>(form: &'a PageForm, text: &'a str) -> Vec<(&'a str, &'a str)> {
    let value = |typed: bool, value: &'a str| if typed { text } else { value };
    form.fields.iter().map(|field| (field.name.as_str(), value(field.is_typed, &field.value))).collect()
}

/// Sends every form of the pages with this text in every field; answers with the functions that were called.
async fn type_everywhere(browser: &mut Browser, pages: &[String], text: &str) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    for page in pages {
        for form in forms_in(&browser.get(page).await.body) {
            if ["sign_out", "end_session", "end_other_sessions"].iter().any(|function| form.action.ends_with(function))
            {
                continue;
            }
            let path = page.split('?').next().unwrap_or_default();
            let fields = filled(&form, text);
            let answer = browser.submit(&format!("{path}{}", form.action), &fields).await;
            let where_it_was = format!("{path}{} with {text:?}", form.action);
            assert!(!answer.is_server_error(), "{where_it_was}: {} {}", answer.status, answer.body);
            assert!(answer.cookies().is_empty() && answer.headers.get("a").is_none(), "{where_it_was}");
            is_harmless(&where_it_was, &answer.body);
            called.insert(form.action.rsplit("do=").next().unwrap_or_default().to_owned());
        }
    }
    called
}

/// What no form of the pages writes; answers with the pages that show it.
async fn write_everywhere(company: &Company) -> [String; 2] {
    let (world, cast): (&World, _) = (&company.house.world, &company.house.cast);
    let posting = a_posting().by(&cast.dana).titled(ATTACK).line(SectionKind::Responsibilities, ATTACK);
    let posting = posting.fact(FactKey::HiringOrganization, ATTACK).message(ATTACK).published_by(&cast.hugo);
    let made = posting.make(&world.services).await.unwrap();
    let form = services::ItemForm {
        kind: "benefit".into(),
        wording: domain::library::WordingForm {
            name: ATTACK.into(),
            body: ATTACK.into(),
            guidance: ATTACK.into(),
            synonyms: "<script>alert(1)</script>".into(),
            ..Default::default()
        },
        ..Default::default()
    };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    world.services.rename_team(&cast.ada, cast.payments, "<script>alert(1)</script>").await.unwrap();
    let slug = world.storage.publications().of_posting(made.id).await.unwrap().unwrap().slug;
    [app::paths::career(&slug), app::paths::item(&item.slug)]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_looks_like_html_is_shown_as_text_on_every_page() {
    let company = Company::on(Database::Sqlite).await;
    let [career, item] = write_everywhere(&company).await;
    let mut pages = pages(&company);
    pages.extend([career.clone(), item]);
    let mut called = BTreeSet::new();
    for person in [ADA, DANA, HUGO] {
        let mut browser = company.house.signed_in(person).await;
        called.extend(type_everywhere(&mut browser, &pages, ATTACK).await);
        for page in &pages {
            let question = form_urlencoded::byte_serialize(ATTACK.as_bytes()).collect::<String>();
            for address in [
                page.clone(),
                format!("{page}?q={question}&kind={question}&next={question}&token={question}&do={question}"),
            ] {
                let answer = browser.get(&address).await;
                assert!(!answer.is_server_error(), "{address}: {}", answer.status);
                is_harmless(&address, &answer.body);
            }
        }
    }
    let expected = [
        "add_line",
        "change_password",
        "create_item",
        "create_posting",
        "create_team",
        "decide",
        "edit_item",
        "edit_line",
        "invite",
        "open_thread",
        "reply",
        "suggest_change",
    ];
    for function in expected {
        assert!(
            called.contains(function),
            "no form for {function} was found, so this test sees too little: {called:?}"
        );
    }
    let career = company.house.visitor().get(&career).await;
    assert!(career.body.contains("&lt;script&gt;alert(1)") && career.body.contains(r"\u003cscript"), "{}", career.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_looks_like_html_is_text_in_the_markup_that_the_browser_puts_into_a_page() {
    let company = Company::on(Database::Sqlite).await;
    write_everywhere(&company).await;
    let mut dana = company.house.signed_in(DANA).await;
    for (function, fields) in [("list_library", &[][..]), ("search_everything", &[("text", "alert")])] {
        let answer = dana.call(function, fields).await;
        assert_eq!(answer.status, 200, "{function}");
        let markup: String = serde_json::from_str(&answer.body).unwrap();
        is_harmless(function, &markup);
        assert!(markup.contains("&lt;script&gt;alert(1)"), "{function}: {markup}");
        let tags = markup.matches('<').count();
        assert_eq!(tags, markup.matches('>').count(), "{function}: a sign of a text or attribute is a tag's: {markup}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_keeps_none_of_the_renderers_marks_and_all_words_that_look_like_them() {
    let company = Company::on(Database::Sqlite).await;
    let (world, cast) = (&company.house.world, &company.house.cast);
    let posting = a_posting().by(&cast.dana).titled(MARKS).line(SectionKind::Responsibilities, MARKS);
    let made = posting.published_by(&cast.hugo).make(&world.services).await.unwrap();
    let slug = world.storage.publications().of_posting(made.id).await.unwrap().unwrap().slug;
    let mut dana = company.house.signed_in(DANA).await;
    let pages = [app::paths::career(&slug), app::paths::posting(made.id), app::paths::plain(made.id), "/".to_owned()];
    for page in pages {
        let body = dana.get(&page).await.body;
        assert!(
            body.contains("between &lt;!&gt; and &lt;!--&lt;() /&gt;--&gt; stays") || page == "/",
            "{page}: {body}"
        );
        assert!(!body.contains("<!>") && !body.contains("<!--<"), "{page}: {body}");
    }
}

async fn odd_text_is_stored_or_refused_and_never_an_accident(database: Database) {
    let company = Company::on(database).await;
    let pages = pages(&company);
    for person in [ADA, DANA] {
        let mut browser = company.house.signed_in(person).await;
        for text in ODD {
            type_everywhere(&mut browser, &pages, text).await;
        }
        looks_fine(&mut browser, &pages, person).await;
    }
    let mut visitor = company.house.visitor();
    for text in ODD {
        for function in ["sign_in", "accept_invitation", "set_up"] {
            let names = ["email", "password", "next", "token", "display_name"];
            let answer = visitor.call(function, &names.map(|name| (name, text))).await;
            assert!((400..500).contains(&answer.status), "{function} with {text:?}: {}", answer.status);
        }
        let question = form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        for page in ["/invitation?token=", "/set-up?token=", "/sign-in?next=", "/careers?q=", "/careers/", "/library/"]
        {
            let answer = visitor.get(&format!("{page}{question}")).await;
            assert!(!answer.is_server_error(), "{page}{question}: {}", answer.status);
        }
    }
}

async fn looks_fine(browser: &mut Browser, pages: &[String], person: Person) {
    for page in pages {
        let answer = browser.get(page).await;
        assert!(!answer.is_server_error(), "{page} as {}: {}", person.name, answer.status);
        assert!(!answer.body.contains('\u{0}'), "{page} as {}", person.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_text_is_stored_or_refused_and_never_an_accident_on_sqlite() {
    odd_text_is_stored_or_refused_and_never_an_accident(Database::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_text_is_stored_or_refused_and_never_an_accident_on_postgres() {
    odd_text_is_stored_or_refused_and_never_an_accident(Database::Postgres).await;
}
