//! The library as a file, out and in: who may, what a file does, and that nothing is lost or done twice.
#![expect(clippy::unwrap_used, reason = "a test may end in a panic")]

use std::time::Duration;

use domain::{
    accounts::{Actor, Role},
    events::Event,
    ids::ImportId,
    library::{
        ItemStatus, WordingForm,
        exchange::{Column, ExchangeFormat, ImportStage, Outcome},
    },
    permissions::Refusal,
};
use scenarios::{Cast, World};
use services::{
    DeprecateForm, EditForm, ImportView, ItemForm, ServiceError, StartImport, exported_head, exported_piece,
    exported_tail,
};

async fn upload(world: &World, actor: &Actor, name: &str, bytes: &[u8]) -> ImportId {
    let mut arrival = world.services.begin_import(actor, name).await.unwrap();
    for piece in bytes.chunks(100_000) {
        world.services.take_in(&mut arrival, piece).await.unwrap();
    }
    world.services.finish_arrival(arrival).await.unwrap()
}

async fn view(world: &World, actor: &Actor, import: ImportId) -> ImportView {
    world.services.library_import(actor, import).await.unwrap()
}

/// Uploads a file and has it looked at.
async fn checked(world: &World, actor: &Actor, name: &str, bytes: impl AsRef<[u8]>) -> ImportView {
    let import = upload(world, actor, name, bytes.as_ref()).await;
    world.services.work_on_imports().await.unwrap();
    view(world, actor, import).await
}

fn publishing() -> StartImport {
    StartImport { publishes: true, change_class: "editorial".into(), reason: String::new() }
}

/// Uploads a file and has it imported.
async fn imported(world: &World, actor: &Actor, name: &str, bytes: impl AsRef<[u8]>, form: &StartImport) -> ImportView {
    let import = checked(world, actor, name, bytes).await;
    assert_eq!(import.stage, ImportStage::Checked, "{}", import.problem);
    world.services.start_import(actor, import.id, form).await.unwrap();
    world.services.work_on_imports().await.unwrap();
    view(world, actor, import.id).await
}

fn counts(import: &ImportView) -> (u32, u32, u32, u32) {
    let report = &import.report;
    (report.created, report.changed, report.unchanged, report.rejected)
}

async fn exported(world: &World, actor: &Actor, format: ExchangeFormat) -> Vec<u8> {
    if format == ExchangeFormat::Xlsx {
        return world.services.export_workbook(actor).await.unwrap();
    }
    let slugs = world.services.exported_slugs(actor).await.unwrap();
    let (mut left, mut is_first) = (slugs.as_slice(), true);
    let mut bytes = exported_head(format).unwrap();
    while !left.is_empty() {
        let (rows, read) = world.services.exported_rows(actor, left).await.unwrap();
        bytes.extend(exported_piece(format, &rows, is_first).unwrap());
        (left, is_first) = (&left[read..], is_first && rows.is_empty());
    }
    bytes.extend(exported_tail(format).as_bytes());
    bytes
}

async fn benefit(world: &World, cast: &Cast, name: &str, publish: bool) -> services::ItemAddress {
    let wording = WordingForm { name: name.into(), body: format!("We offer {name}."), ..WordingForm::default() };
    let form = ItemForm { kind: "benefit".into(), group: String::new(), wording };
    let item = world.services.create_item(&cast.ada, &form).await.unwrap();
    if publish {
        world.services.publish_item(&cast.ada, item.id, 1, "").await.unwrap();
    }
    item
}

/// A library with something in every state, and texts that spreadsheets would run.
async fn mixed(world: &World, cast: &Cast) {
    world.services.seed_library().await.unwrap();
    benefit(world, cast, "=cmd|' /C calc'!A0", true).await;
    benefit(world, cast, "'@tea; \"green\" & שלום", true).await;
    benefit(world, cast, "A garden", false).await;
    let fax = benefit(world, cast, "A fax machine", true).await;
    let form = DeprecateForm {
        from_version: 1,
        replacement: String::new(),
        sunset_on: String::new(),
        reason: "Nobody wants it.".into(),
    };
    world.services.deprecate_item(&cast.ada, fax.id, &form).await.unwrap();
    let soup = benefit(world, cast, "Soup", true).await;
    let wording = WordingForm { name: "Soup".into(), body: "We offer hot soup.".into(), ..WordingForm::default() };
    let draft =
        EditForm { from_version: 1, wording, change_class: "editorial".into(), reason: "Hot.".into(), publish: false };
    world.services.edit_item(&cast.ada, soup.id, &draft).await.unwrap();
}

const TWO: &str =
    "slug,kind,name,body,tags\nbread,benefit,Bread,We offer bread.,food\n,benefit,Tea time,We offer tea.,\n";

scenarios::on_both_databases! {
    async fn an_export_brought_back_changes_nothing_and_is_the_same_again(world: World) {
        let cast = world.cast().await;
        mixed(&world, &cast).await;
        for format in ExchangeFormat::ALL {
            let bytes = exported(&world, &cast.ada, *format).await;
            let import = checked(&world, &cast.ada, &format!("library.{format}"), &bytes).await;
            assert_eq!((import.report.created, import.report.changed, &import.report.rows), (0, 0, &Vec::new()), "{format}");
            assert!(import.report.unchanged > 200);
            world.services.start_import(&cast.ada, import.id, &publishing()).await.unwrap();
            world.services.work_on_imports().await.unwrap();
            assert_eq!(view(&world, &cast.ada, import.id).await.stage, ImportStage::Done);
            assert_eq!(exported(&world, &cast.ada, *format).await, bytes, "{format}");
        }
    }

    async fn a_library_moves_to_an_empty_house_by_a_file(world: World) {
        let cast = world.cast().await;
        world.services.seed_library().await.unwrap();
        benefit(&world, &cast, "=SUM(A1)", true).await;
        benefit(&world, &cast, "A garden", false).await;
        for format in ExchangeFormat::ALL {
            let bytes = exported(&world, &cast.ada, *format).await;
            // Whatever database that house has.
            let other = World::on(scenarios::Database::Sqlite).await;
            let ada = other.cast().await.ada;
            let import = imported(&other, &ada, &format!("library.{format}"), &bytes, &publishing()).await;
            assert_eq!((import.report.rejected, import.report.created), (0, 203), "{:?}", import.report.rows);
            assert_eq!(exported(&other, &ada, *format).await, bytes, "{format}");
        }
    }

    async fn a_stranger_brings_and_takes_no_file(world: World) {
        let cast = world.cast().await;
        let import = checked(&world, &cast.ada, "two.csv", TWO).await.id;
        for actor in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.axel, &cast.olga] {
            let services = &world.services;
            let is_stranger = |error: ServiceError| matches!(error, ServiceError::Refused(Refusal::NotACurator));
            assert!(is_stranger(services.begin_import(actor, "two.csv").await.unwrap_err()));
            assert!(is_stranger(services.library_import(actor, import).await.unwrap_err()));
            assert!(is_stranger(services.library_imports(actor).await.unwrap_err()));
            assert!(is_stranger(services.start_import(actor, import, &publishing()).await.unwrap_err()));
            assert!(is_stranger(services.discard_import(actor, import).await.unwrap_err()));
            assert!(is_stranger(services.exported_slugs(actor).await.unwrap_err()));
            assert!(is_stranger(services.exported_rows(actor, &[]).await.unwrap_err()));
            assert!(is_stranger(services.export_workbook(actor).await.unwrap_err()));
        }
        assert_eq!(view(&world, &cast.ada, import).await.stage, ImportStage::Checked);
    }

    async fn looking_at_a_file_changes_nothing_and_importing_it_twice_changes_nothing_more(world: World) {
        let cast = world.cast().await;
        let look = checked(&world, &cast.ada, "two.csv", TWO).await;
        assert_eq!((counts(&look), look.rows_all), ((2, 0, 0, 0), 2));
        assert!(world.services.exported_slugs(&cast.ada).await.unwrap().is_empty());
        let first = imported(&world, &cast.ada, "two.csv", TWO, &publishing()).await;
        assert_eq!((counts(&first), first.stage), ((2, 0, 0, 0), ImportStage::Done));
        let again = imported(&world, &cast.ada, "two.csv", TWO, &publishing()).await;
        assert_eq!(counts(&again), (0, 0, 2, 0));
        let page = world.services.library_item(&cast.dana, "tea-time").await.unwrap();
        assert_eq!((page.status, page.versions.len()), (ItemStatus::Published, 1));
        assert_eq!((page.versions[0].reason.as_str(), page.versions[0].author.as_str()), ("Imported from two.csv", "Ada Lind"));
    }

    async fn a_change_is_a_version_with_a_reason_and_an_event_like_one_by_hand(world: World) {
        let cast = world.cast().await;
        let bread = benefit(&world, &cast, "Bread", true).await;
        let file = "slug,body\nbread,We offer rye bread.\n";
        let form = StartImport { publishes: true, change_class: "meaning".into(), reason: "Healthier.".into() };
        assert_eq!(counts(&imported(&world, &cast.ada, "rye.csv", file, &form).await), (0, 1, 0, 0));
        let page = world.services.library_item(&cast.dana, "bread").await.unwrap();
        assert_eq!((page.current_version, page.wording.name.as_str()), (2, "Bread"), "the file has no name");
        assert_eq!(page.versions[0].reason, "Healthier.");
        let events = world.storage.audit().list(None, None, 3).await.unwrap();
        let events: Vec<Event> = events.into_iter().rev().map(|recorded| recorded.event).collect();
        assert_eq!(events[0], Event::ItemEdited { item: bread.id, version: 2 });
        assert_eq!(events[1], Event::ItemPublished { item: bread.id, version: 2, reason: "Healthier.".into() });
        assert!(matches!(&events[2], Event::ItemsImported { file, created: 0, changed: 1, .. } if file == "rye.csv"));

        let draft = StartImport { publishes: false, ..form };
        let file = "slug,body\nbread,We offer rolls.\nnewcomer,\n";
        assert_eq!(counts(&imported(&world, &cast.ada, "rolls.csv", file, &draft).await), (0, 1, 0, 1));
        let page = world.services.library_item(&cast.ada, "bread").await.unwrap();
        assert_eq!((page.current_version, page.newest_version), (2, 3));
        assert_eq!(page.wording.body, "We offer rye bread.", "the draft lies beside what is published");
        assert_eq!(counts(&imported(&world, &cast.ada, "rolls.csv", file, &draft).await), (0, 0, 1, 1));
    }

    async fn every_row_that_can_not_be_taken_is_named_and_the_others_are(world: World) {
        let cast = world.cast().await;
        benefit(&world, &cast, "Bread", true).await;
        let file = "slug,kind,name,body\nsoup,benefit,Soup,Soup.\nsoup,benefit,Soup again,Soup.\nbread,skill,Bread,x\n,benefit,Б,x\nsalad,benefit,Salad\n";
        let import = imported(&world, &cast.ada, "five.csv", file, &publishing()).await;
        assert_eq!(counts(&import), (1, 0, 0, 4));
        let why: Vec<_> = import.report.named(Outcome::Rejected).map(|row| (row.row, row.line, row.why[0].1.clone())).collect();
        assert_eq!((why[0].0, why[0].1), (2, 3));
        assert!(why[0].2.contains("Row 1 has this slug already"), "{why:?}");
        assert!(why[1].2.contains("Here it is a benefit"), "{why:?}");
        assert!(why[2].2.contains("Give the row a slug"), "{why:?}");
        assert!(why[3].2.contains("3 cells"), "{why:?}");
        assert_eq!(world.services.exported_slugs(&cast.ada).await.unwrap(), ["bread", "soup"]);
    }

    async fn a_rejection_names_column_value_and_choices_and_the_row_its_name_and_slug(world: World) {
        let cast = world.cast().await;
        benefit(&world, &cast, "Bread", true).await;
        let csv = "slug,kind,name,body,level,requirement,seniority\nsoup,benefit,Soup,Soup.,guru,must,principal\nA b,benefit,Salad,x,,,\nroll,benefit,Roll\n";
        let import = checked(&world, &cast.ada, "three.csv", csv).await;
        let rows: Vec<_> = import.report.named(Outcome::Rejected).collect();
        let why: Vec<String> = rows[0].why.iter().map(|(column, sentence)| format!("{column}: {sentence}")).collect();
        assert_eq!(why, [
            "seniority: “principal” is none of junior, mid, senior.",
            "requirement: “must” is none of plain, required, preferred.",
            "level: “guru” is none of basic, working, advanced, expert.",
        ]);
        let known_by: Vec<_> = rows.iter().map(|row| (row.slug.as_str(), row.name.as_str())).collect();
        assert_eq!(known_by, [("soup", "Soup"), ("A b", "Salad"), ("roll", "Roll")]);

        let json = r#"[{"slug":"bread"},{"slug":"soup","name":"Soup","level":5},{"slug":"bread","kind":"skill"}]"#;
        let import = imported(&world, &cast.ada, "three.json", json, &publishing()).await;
        let rows: Vec<_> = import.report.named(Outcome::Rejected).collect();
        assert_eq!((rows[0].row, rows[0].slug.as_str(), rows[0].name.as_str()), (2, "soup", "Soup"));
        assert_eq!(rows[0].why[0].0, "level");
        assert_eq!((rows[1].row, rows[1].name.as_str()), (3, "Bread"), "the name that the item has");
    }

    async fn looking_at_a_file_says_what_it_changes(world: World) {
        let cast = world.cast().await;
        benefit(&world, &cast, "Bread", true).await;
        benefit(&world, &cast, "Soup", true).await;
        benefit(&world, &cast, "Tea", false).await;
        let file = "slug,body,tags\nbread,We offer rye.,\"food, rye\"\nsoup,We offer Soup.,food\ntea,We offer Tea.,\n";
        let changes = |import: &ImportView| {
            let named = import.report.named(Outcome::Changed);
            named.map(|row| (row.name.clone(), row.changes.clone())).collect::<Vec<_>>()
        };
        let expected = [
            ("Bread".to_owned(), vec![Column::Body, Column::Tags]),
            ("Soup".to_owned(), vec![Column::Tags]),
            ("Tea".to_owned(), vec![Column::State]),
        ];
        assert_eq!(changes(&checked(&world, &cast.ada, "two.csv", file).await), expected);
        assert_eq!(changes(&imported(&world, &cast.ada, "two.csv", file, &publishing()).await), expected);
    }

    async fn a_file_waits_for_a_word_only_if_something_can_be_done_with_it(world: World) {
        let cast = world.cast().await;
        benefit(&world, &cast, "Bread", true).await;
        for (file, waits, rows) in [
            ("slug,body\nbread,We offer rye.\n", true, 1),
            ("slug,body\nbread,We offer Bread.\n", false, 1),
            ("slug,body\nsoup,Soup.\n", false, 1),
            ("slug,body\n", false, 0),
        ] {
            let import = checked(&world, &cast.ada, "some.csv", file).await;
            assert_eq!((import.stage, import.waits(), import.rows_all), (ImportStage::Checked, waits, rows), "{file}");
        }
        assert!(!imported(&world, &cast.ada, "two.csv", TWO, &publishing()).await.waits(), "it is done");
    }

    async fn a_file_that_is_none_fails_with_a_sentence_and_is_forgotten(world: World) {
        let cast = world.cast().await;
        for (name, bytes, words) in [
            ("a.csv", &b"\xff\xfea\0"[..], "UTF-8"),
            ("a.csv", b"nome\nx\n", "nome"),
            ("a.json", b"[{\"slug\":\"a\",", "cut off"),
            ("a.xlsx", b"name,body", "no Excel file"),
        ] {
            let import = checked(&world, &cast.ada, name, bytes).await;
            assert_eq!(import.stage, ImportStage::Failed);
            assert!(import.problem.contains(words), "{}", import.problem);
            let again = world.services.start_import(&cast.ada, import.id, &publishing()).await;
            assert!(matches!(again, Err(ServiceError::Conflict(_))));
            assert!(world.storage.imports().part(import.id, 0).await.unwrap().is_none(), "the file is gone");
        }
        for name in ["a.txt", "csv", "", "a.csv.exe"] {
            assert!(matches!(world.services.begin_import(&cast.ada, name).await, Err(ServiceError::Invalid(_))), "{name}");
        }
        let empty = world.services.begin_import(&cast.ada, "../../etc/a.csv").await.unwrap();
        assert!(matches!(world.services.finish_arrival(empty).await, Err(ServiceError::Invalid(_))));
        let mut large = world.services.begin_import(&cast.ada, "a.xlsx").await.unwrap();
        let mebibyte = vec![0; 1024 * 1024];
        for _ in 0..17 {
            world.services.take_in(&mut large, &mebibyte).await.unwrap();
        }
        assert!(matches!(world.services.finish_arrival(large).await, Err(ServiceError::Invalid(_))));
        assert!(world.services.library_imports(&cast.ada).await.unwrap().iter().all(|import| import.stage == ImportStage::Failed));
    }

    async fn a_crash_half_way_loses_nothing_and_counts_nothing_twice(world: World) {
        let cast = world.cast().await;
        let mut file = "kind,name,body\n".to_owned();
        (0..3_000).for_each(|n| file += &format!("benefit,Thing {n},We offer thing {n}.\n"));
        let import = checked(&world, &cast.ada, "many.csv", file).await.id;
        world.services.start_import(&cast.ada, import, &publishing()).await.unwrap();
        let (services, storage) = (world.services.clone(), world.storage.clone());
        let worker = tokio::spawn(async move { services.work_on_imports().await });
        let half = loop {
            let done = storage.imports().find(import).await.unwrap().unwrap().rows_done;
            if done > 500 || worker.is_finished() {
                break done;
            }
            tokio::task::yield_now().await;
        };
        worker.abort();
        drop(worker.await);
        assert!(half < 3_000, "the worker was too quick for this test");

        assert_eq!(world.services.work_on_imports().await.unwrap(), 0, "its claim is not over yet");
        world.clock.advance(Duration::from_secs(120));
        assert_eq!(world.services.work_on_imports().await.unwrap(), 1);
        let done = view(&world, &cast.ada, import).await;
        assert_eq!((done.stage, counts(&done)), (ImportStage::Done, (3_000, 0, 0, 0)));
        assert_eq!(world.services.exported_slugs(&cast.ada).await.unwrap().len(), 3_000);
    }

    /// Rows are written in the order of their slugs.
    async fn a_report_names_the_first_rows_of_the_file(world: World) {
        let cast = world.cast().await;
        let mut file = "kind,name,body\n".to_owned();
        (0..250).rev().for_each(|n| file += &format!("benefit,Thing {n:03},We offer thing {n}.\n"));
        let done = imported(&world, &cast.ada, "backwards.csv", file, &publishing()).await;
        let named: Vec<(u32, &str)> = done.report.named(Outcome::Created).map(|row| (row.row, &*row.name)).collect();
        assert_eq!(named.len(), 100);
        assert_eq!((named[0], named[99]), ((1, "Thing 249"), (100, "Thing 150")));
    }

    async fn a_file_of_which_a_part_is_missing_is_never_taken_for_whole(world: World) {
        let cast = world.cast().await;
        let import = upload(&world, &cast.ada, "two.csv", TWO.as_bytes()).await;
        world.storage.imports().delete_parts(import).await.unwrap();
        assert!(matches!(world.services.work_on_imports().await, Err(ServiceError::Unavailable(_))));
        assert_eq!(view(&world, &cast.ada, import).await.stage, ImportStage::Checking);
    }

    async fn of_two_workers_one_imports(world: World) {
        let cast = world.cast().await;
        let mut file = "kind,name,body\n".to_owned();
        (0..1_200).for_each(|n| file += &format!("benefit,Thing {n},We offer thing {n}.\n"));
        let import = checked(&world, &cast.ada, "many.csv", file).await.id;
        world.services.start_import(&cast.ada, import, &publishing()).await.unwrap();
        let (one, other) = (world.services.clone(), world.services.clone());
        let (one, other) = tokio::join!(tokio::spawn(async move { one.work_on_imports().await }), tokio::spawn(async move { other.work_on_imports().await }));
        assert_eq!(one.unwrap().unwrap() + other.unwrap().unwrap(), 1);
        assert_eq!(counts(&view(&world, &cast.ada, import).await), (1_200, 0, 0, 0));
    }

    async fn what_changed_between_looking_and_importing_is_seen(world: World) {
        let cast = world.cast().await;
        let import = checked(&world, &cast.ada, "two.csv", TWO).await;
        assert_eq!(counts(&import), (2, 0, 0, 0));
        benefit(&world, &cast, "Bread", true).await;
        world.services.start_import(&cast.ada, import.id, &publishing()).await.unwrap();
        world.services.start_import(&cast.ada, import.id, &publishing()).await.unwrap();
        let discard = world.services.discard_import(&cast.ada, import.id).await;
        assert!(matches!(discard, Err(ServiceError::Conflict(_))), "it is at work");
        world.services.work_on_imports().await.unwrap();
        assert_eq!(counts(&view(&world, &cast.ada, import.id).await), (1, 1, 0, 0));
    }

    async fn whoever_lost_the_right_to_curate_imports_nothing_more(world: World) {
        let cast = world.cast().await;
        let ben = cast.ben.id;
        world.services.grant_role(&cast.ada, ben, Role::Curator, None).await.unwrap();
        let curator = world.services.actor(ben).await.unwrap().unwrap();
        let import = checked(&world, &curator, "two.csv", TWO).await;
        world.services.start_import(&curator, import.id, &publishing()).await.unwrap();
        world.services.revoke_role(&cast.ada, ben, Role::Curator, None).await.unwrap();
        world.services.work_on_imports().await.unwrap();
        assert_eq!(view(&world, &cast.ada, import.id).await.stage, ImportStage::Failed);
        assert!(world.services.exported_slugs(&cast.ada).await.unwrap().is_empty());
    }

    async fn a_file_that_nobody_decides_on_is_forgotten_after_a_day(world: World) {
        let cast = world.cast().await;
        let waiting = checked(&world, &cast.ada, "two.csv", TWO).await.id;
        let done = imported(&world, &cast.ada, "two.csv", TWO, &publishing()).await.id;
        let mut broken_off = world.services.begin_import(&cast.ada, "cut.csv").await.unwrap();
        world.services.take_in(&mut broken_off, &vec![b'x'; 300_000]).await.unwrap();
        drop(broken_off);
        assert_eq!(world.services.forget_old_imports().await.unwrap(), 0);
        world.clock.advance(Duration::from_secs(2 * 60 * 60));
        assert_eq!(world.services.forget_old_imports().await.unwrap(), 1, "the upload that broke off");
        world.clock.advance(Duration::from_secs(23 * 60 * 60));
        assert_eq!(world.services.forget_old_imports().await.unwrap(), 1, "the file that waits");
        assert!(matches!(world.services.library_import(&cast.ada, waiting).await, Err(ServiceError::NotFound)));
        assert_eq!(view(&world, &cast.ada, done).await.stage, ImportStage::Done);
        world.services.discard_import(&cast.ada, done).await.unwrap();
        assert!(world.services.library_imports(&cast.ada).await.unwrap().is_empty());
    }
}
