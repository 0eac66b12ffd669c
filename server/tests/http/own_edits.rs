//! Whoever types in one part of a posting is shown, and let, to decide on the steps that do not cover it.

use domain::{accounts::Role, posting::SectionKind};
use scenarios::{Database, cast::HUGO, postings::a_posting};

use crate::support::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_mended_a_typo_in_the_editor_decides_on_the_other_step_alone() {
    let house = House::on(Database::Sqlite).await;
    let (services, cast) = (&house.world.services, &house.cast);
    services.grant_role(&cast.ada, cast.hugo.id, Role::HiringManager, Some(cast.platform)).await.unwrap();
    // Somebody else who can decide on the rest.
    services.grant_role(&cast.ada, cast.axel.id, Role::HrApprover, None).await.unwrap();
    let made =
        a_posting().by(&cast.dana).line(SectionKind::Responsibilities, "You run it").make(services).await.unwrap();
    let mut hugo = house.signed_in(HUGO).await;
    let mut editor = house.editor(&hugo, made.id, 901).await;
    let said = editor.replica.snapshot();
    let duties = said.sections.iter().find(|section| section.kind == SectionKind::Responsibilities).unwrap();
    editor.types(&duties.lines[0].id, ".").await;
    editor.is_saved().await;
    let revision = services.submit(&cast.dana, made.id, "").await.unwrap().to_string();

    let address = app::paths::review(made.id);
    let page = hugo.get(&address).await.body;
    assert!(page.contains("You edited Duties, so somebody else decides on “Content”."), "{page}");
    assert!(page.contains("value=\"pay_and_place\"") && !page.contains("value=\"content\""), "{page}");
    let posting = made.id.to_string();
    let ballot =
        |step| [("posting", posting.as_str()), ("revision", &revision), ("verdict", "approve"), ("step[]", step)];
    let forged = hugo.submit(&format!("{address}?do=decide"), &ballot("content")).await;
    assert_eq!(forged.status, 403);
    assert!(forged.body.contains("You edited Duties since the last approval"), "{}", forged.body);
    let own = hugo.submit(&format!("{address}?do=decide"), &ballot("pay_and_place")).await;
    assert_eq!(own.status, 303, "{}", own.body);
}
