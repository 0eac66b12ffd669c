//! Guests at the front door: a link that looking does not open, a cookie of one address, and a page with no way elsewhere.

use std::time::Duration;

use domain::ids::{PostingId, UserId};
use scenarios::{
    Database,
    cast::{ADA, DANA},
    postings::{Made, a_posting},
};
use services::GuestForm;

use crate::support::{Answer, Browser, House, forms_in};

/// Dana's posting in review, and the link that she sent.
struct Invited {
    house: House,
    posting: PostingId,
    made: Made,
    guest: UserId,
    token: String,
}

impl Invited {
    async fn to(house: House) -> Self {
        let made =
            a_posting().by(&house.cast.dana).titled("Baker").in_review().make(&house.world.services).await.unwrap();
        let form =
            GuestForm { name: "Gina <b>Fox".into(), email: "gina@client.example".into(), ..GuestForm::default() };
        let address = |_: UserId, token: &str| token.to_owned();
        let link = house.world.services.invite_guest(&house.cast.dana, made.id, &form, address).await.unwrap();
        Self { house, posting: made.id, made, guest: link.guest, token: link.token }
    }

    fn link(&self) -> String {
        app::paths::guest_link(self.guest, &self.token)
    }

    fn page(&self) -> String {
        app::paths::visit(self.guest)
    }

    async fn open(&self, browser: &mut Browser) -> Answer {
        let fields = [("guest", self.guest.to_string()), ("token", self.token.clone())];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.submit(&format!("{}&do=open_visit", self.link()), &fields).await
    }

    /// A browser in which the link is open.
    async fn gina(&self) -> Browser {
        let mut browser = self.house.visitor();
        assert_eq!(self.open(&mut browser).await.status, 303);
        browser
    }

    /// Says something as the guest, from their page.
    async fn say(&self, browser: &mut Browser, text: &str) -> Answer {
        let (posting, page) = (self.posting.to_string(), self.written_page());
        let fields = [("posting", &*posting), ("page", &*page), ("place", "posting"), ("text", text)];
        browser.submit(&format!("{}?do=open_thread", self.page()), &fields).await
    }

    fn written_page(&self) -> String {
        format!("visit {} {}", self.guest, self.made.revision.unwrap())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn looking_at_a_link_sets_no_cookie_and_opening_it_sets_one_for_its_page_alone() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut scanner = invited.house.visitor();
    for _ in 0..3 {
        let seen = scanner.get(&invited.link()).await;
        assert_eq!((seen.status, seen.cookies().len()), (200, 0));
        assert!(seen.body.contains("Gina &lt;b&gt;Fox") && seen.body.contains("Open the posting"), "{}", seen.body);
        assert!(!seen.body.contains(r#"href="/"#) || !seen.body.contains("<nav"), "a way elsewhere: {}", seen.body);
    }
    let mut gina = invited.house.visitor();
    let opened = invited.open(&mut gina).await;
    assert_eq!((opened.status, opened.location()), (303, &*invited.page()));
    let [cookie] = <[String; 1]>::try_from(opened.cookies()).unwrap();
    let parts: Vec<&str> = cookie.split("; ").collect();
    assert!(parts[0].starts_with("__Secure-guest=") && !parts[0].contains(&invited.token), "{cookie}");
    let path = format!("Path={}", invited.page());
    for part in [&*path, "HttpOnly", "SameSite=Lax", "Secure", "Max-Age=604800"] {
        assert!(parts.contains(&part), "{part} is not in {cookie}");
    }
    let page = gina.get(&invited.page()).await;
    assert_eq!(page.status, 200);
    assert!(
        page.body.contains("<h1>Baker</h1>") && page.body.contains("You are a guest of Dana Okafor"),
        "{}",
        page.body
    );
    // The link again, in the same browser: it is in their mail.
    let again = gina.get(&invited.link()).await;
    assert_eq!((again.status, again.location()), (303, &*invited.page()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_that_was_forwarded_says_so_and_opens_nothing() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let _gina = invited.gina().await;
    let mut other = invited.house.visitor();
    for answer in [other.get(&invited.link()).await, invited.open(&mut other).await] {
        assert_eq!((answer.status, answer.cookies().len()), (410, 0));
        assert!(answer.body.contains("opened already, in another browser"), "{}", answer.body);
        assert!(answer.body.contains("ask Dana Okafor for a new link"), "{}", answer.body);
    }
    let without = other.get(&invited.page()).await;
    let nobody = other.get(&app::paths::visit(UserId(invited.posting.0))).await;
    assert_eq!((without.status, nobody.status), (404, 404));
    assert_eq!(
        without.body,
        nobody.body.replace(&invited.posting.to_string(), &invited.guest.to_string()),
        "both alike"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_signed_in_is_no_guest() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut dana = invited.house.signed_in(DANA).await;
    for answer in [dana.get(&invited.link()).await, invited.open(&mut dana).await] {
        assert_eq!((answer.status, answer.cookies().len()), (403, 0));
        assert!(answer.body.contains("This link is for a guest, and you are signed in"), "{}", answer.body);
    }
    // She opens it where she is not signed in, and signs in there.
    let gina = invited.gina().await;
    dana.cookie = Some(format!("{}; {}", dana.cookie.unwrap(), gina.cookie.as_deref().unwrap()));
    assert_eq!(dana.get(&invited.page()).await.status, 403);
    assert_eq!(invited.say(&mut dana, "I like it.").await.status, 403);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_guest_says_something_on_their_page_and_reaches_nothing_else() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut gina = invited.gina().await;
    let said = invited.say(&mut gina, "Which oven?").await;
    assert_eq!(said.status, 303, "{}", said.body);
    assert!(said.location().starts_with(&format!("{}#thread-", invited.page())), "{}", said.location());
    let page = gina.get(&invited.page()).await;
    assert!(page.body.contains("Which oven?") && page.body.contains(">Guest</span>"), "{}", page.body);
    for part in ["Hugo Meyer", "name=\"blocking\"", "id=\"names\"", "/library", "/people", "do=decide", "Platform"] {
        assert!(!page.body.contains(part), "{part} is on the page of a guest");
    }
    // Every form of the page belongs to what guests may call.
    let known = ["resolve_thread", "reopen_thread", "set_blocking", "settle_suggestions", "withdraw_suggestion"];
    for form in forms_in(&page.body) {
        assert!(known.iter().any(|known| form.action == format!("?do={known}")), "{}", form.action);
    }
    let (posting, written) = (invited.posting.to_string(), invited.written_page());
    let revision = invited.made.revision.unwrap().to_string();
    let ballot = [
        ("posting", &*posting),
        ("page", &*written),
        ("revision", &*revision),
        ("step[]", "content"),
        ("verdict", "approve"),
    ];
    let decided = gina.submit(&format!("{}?do=decide", invited.page()), &ballot).await;
    assert_eq!(decided.status, 403);
    let dialog = gina.call("list_mentionable", &[("posting", &posting)]).await;
    assert_eq!(dialog.status, 401);
    for address in
        ["/", "/library", "/people", &app::paths::posting(invited.posting), &app::paths::review(invited.posting)]
    {
        assert_eq!(gina.get(address).await.status, 303, "{address}");
    }
    // A guest of one posting is nobody in another.
    let other = a_posting().by(&invited.house.cast.dana).in_review().make(&invited.house.world.services).await.unwrap();
    let other = other.id.to_string();
    let fields = [("posting", &*other), ("page", &*written), ("place", "posting"), ("text", "Hello?")];
    assert_eq!(gina.submit(&format!("{}?do=open_thread", invited.page()), &fields).await.status, 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_ended_is_told_on_the_page_and_to_forms_that_were_open() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut gina = invited.gina().await;
    invited.house.world.clock.advance(Duration::from_secs(7 * 86_400));
    for answer in [gina.get(&invited.page()).await, invited.say(&mut gina, "Hello?").await] {
        assert_eq!(answer.status, 410);
        assert!(answer.body.contains("This link has expired. Dana Okafor can give you a new one."), "{}", answer.body);
    }
    let invited = Invited::to(invited.house).await;
    let mut gina = invited.gina().await;
    invited.house.world.services.withdraw(&invited.house.cast.dana, invited.posting).await.unwrap();
    let answer = invited.say(&mut gina, "Hello?").await;
    assert_eq!(answer.status, 410);
    assert!(answer.body.contains("The posting was withdrawn from review, so this link has ended."), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn made_up_secrets_are_throttled_at_the_door() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut guesser = invited.house.visitor();
    guesser.cookie = Some("__Secure-guest=sesame".to_owned());
    let mut last = 404;
    for _ in 0..11 {
        last = guesser.get(&invited.page()).await.status;
    }
    assert_eq!(last, 429);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_secret_of_a_link_is_in_no_event_and_its_answers_are_kept_nowhere() {
    let invited = Invited::to(House::on(Database::Sqlite).await).await;
    let mut gina = invited.house.visitor();
    let seen = gina.get(&invited.link()).await;
    let opened = invited.open(&mut gina).await;
    let page = gina.get(&invited.page()).await;
    for answer in [&seen, &opened, &page] {
        assert_eq!((answer.header("cache-control"), answer.header("referrer-policy")), ("no-store", "same-origin"));
    }
    let secret = gina.cookie.as_deref().unwrap().trim_start_matches("__Secure-guest=").to_owned();
    assert!(!page.body.contains(&secret) && !page.body.contains(&invited.token));
    let log = invited.house.signed_in(ADA).await.get("/audit").await;
    assert!(log.body.contains("Gina &lt;b&gt;Fox (guest, invited by Dana Okafor)"), "{}", log.body);
    let stored = invited.house.stored().await.join("\n");
    assert!(!log.body.contains(&invited.token) && !log.body.contains("gina@client.example"));
    assert!(!stored.contains(&secret), "what the browser keeps is stored");
}
