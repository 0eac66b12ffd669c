//! The audit log.

use domain::{
    events::{Event, Topic, chain::Fault},
    library::WordingForm,
    permissions::Refusal,
};
use scenarios::{World, on_both_databases, postings::a_posting};
use sea_orm::ConnectionTrait;
use services::{AcceptForm, AuditQuery, ProposalForm};

use crate::admin::is_refused;

on_both_databases! {
    async fn the_log_tells_in_sentences_who_did_what(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.ben.id).await.unwrap();
        let log = world.services.audit_log(&cast.axel, &AuditQuery::default(), None).await.unwrap();
        let newest = &log.entries[0];
        assert_eq!((newest.actor_name.as_str(), newest.sentence.as_str()), ("Ada Lind", "suspended Ben Carter"));
        assert_eq!(newest.event, Event::PersonSuspended { user: cast.ben.id });
        let sentences: Vec<_> = log.entries.iter().map(|entry| entry.sentence.as_str()).collect();
        assert!(sentences.contains(&"made the team Platform") && sentences.contains(&"accepted an invitation"));
        assert_eq!(sentences.last(), Some(&"set up Rolewright"));
    }

    async fn the_log_names_what_was_acted_on_and_gives_the_reason_in_its_own_words(world: World) {
        let (cast, services) = (world.cast().await, &world.services);
        let wording = |body: &str| WordingForm { name: "Bread".into(), body: body.into(), ..WordingForm::default() };
        let form = ProposalForm { kind: "benefit".into(), wording: wording("Bread for all."), ..ProposalForm::default() };
        let taken = services.propose_item(&cast.dana, &form).await.unwrap();
        let form = ProposalForm { wording: WordingForm { name: "Cake".into(), ..wording("Cake for all.") }, ..form };
        let turned_down = services.propose_item(&cast.dana, &form).await.unwrap();
        let accept = AcceptForm { kind: "benefit".into(), wording: wording("Bread for all."), ..AcceptForm::default() };
        services.accept_proposal(&cast.ada, taken, &accept).await.unwrap();
        services.decline_proposal(&cast.ada, turned_down, "Bread is enough.").await.unwrap();
        let made = a_posting().by(&cast.dana).titled("Baker").in_review().make(services).await.unwrap();
        services.reassign(&cast.ada, made.id, "content", &[cast.ben.id, cast.hugo.id], "Both, please.").await.unwrap();

        let log = services.audit_log(&cast.ada, &AuditQuery::default(), None).await.unwrap();
        let told = |entry: &services::AuditEntry| {
            let name = entry.subject.as_ref().map_or("", |subject| subject.name.as_str());
            format!("{}: {name} ({})", entry.sentence, entry.reason.as_deref().unwrap_or_default())
        };
        let sentences: Vec<String> = log.entries.iter().map(told).collect();
        for expected in [
            "proposed a library item: Bread ()",
            "made a library item: Bread ()",
            "accepted a proposal for the library: Bread ()",
            "declined a proposal for the library: Cake (Bread is enough.)",
            "asked Ben Carter and Hugo Meyer to decide on “Content” of a posting: Baker (Both, please.)",
        ] {
            assert!(sentences.iter().any(|sentence| sentence == expected), "{expected} in {sentences:#?}");
        }
        let places = |log: &services::AuditPage| -> Vec<bool> {
            let about = |entry: &services::AuditEntry| Some(entry.subject.as_ref()?.place.is_some());
            log.entries.iter().filter_map(about).collect()
        };
        assert!(places(&log).into_iter().all(|is_open| is_open), "a curator may see all of them");
        let log = services.audit_log(&cast.axel, &AuditQuery::default(), None).await.unwrap();
        let proposals = log.entries.iter().filter(|entry| entry.event.proposal().is_some() && entry.event.item().is_none());
        assert!(proposals.filter_map(|entry| entry.subject.as_ref()).all(|subject| subject.place.is_none()));
    }

    async fn every_entry_is_on_exactly_one_page(world: World) {
        let cast = world.cast().await;
        for number in 0..120 {
            world.services.create_team(&cast.ada, &format!("Team {number}")).await.unwrap();
        }
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = world.services.audit_log(&cast.axel, &AuditQuery::default(), before).await.unwrap();
            seen.extend(page.entries.iter().map(|entry| entry.seq));
            before = page.before;
            if before.is_none() {
                break;
            }
        }
        assert!(seen.windows(2).all(|pair| pair[0] > pair[1]), "newest first, none twice");
        assert_eq!(seen.len(), 120 + 1 + 2 + 6 * 2);
    }

    async fn only_admins_and_auditors_read_the_log(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.olga] {
            let answer = world.services.audit_log(stranger, &AuditQuery::default(), None).await;
            assert!(is_refused(&answer, Refusal::NotAnAuditor), "{}", stranger.display_name);
        }
        world.services.audit_log(&cast.ada, &AuditQuery::default(), None).await.unwrap();
        world.services.audit_log(&cast.axel, &AuditQuery::default(), None).await.unwrap();
    }

    async fn a_filter_narrows_the_log_and_its_export_alike(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.ben.id).await.unwrap();
        world.services.create_team(&cast.ada, "Night shift").await.unwrap();
        let today = world.services.now().date();
        let all = AuditQuery::default();
        let of_ada = AuditQuery { who: Some(cast.ada.id), about: Some(Topic::People), ..all.clone() };
        let queries = [
            (AuditQuery { about: Some(Topic::Library), ..all.clone() }, 0),
            (AuditQuery { to: today.previous_day(), ..all.clone() }, 0),
            (AuditQuery { from: today.next_day(), ..all.clone() }, 0),
            (AuditQuery { who: Some(cast.dana.id), about: Some(Topic::People), ..all.clone() }, 1),
            (AuditQuery { from: Some(today), to: Some(today), ..of_ada.clone() }, 11),
            (all, 17),
        ];
        let head = world.services.audit_head(&cast.axel).await.unwrap();
        for (query, expected) in queries {
            let page = world.services.audit_log(&cast.axel, &query, None).await.unwrap();
            let extract = world.services.audit_extract(&cast.axel, &query, 0, head.seq).await.unwrap();
            let seqs = |entries: &[services::AuditEntry]| entries.iter().map(|entry| entry.seq).collect::<Vec<_>>();
            let mut newest_last = seqs(&page.entries);
            newest_last.reverse();
            assert_eq!(newest_last, seqs(&extract.entries));
            assert_eq!(newest_last.len(), expected, "{query:?}");
        }
    }

    async fn only_admins_and_auditors_take_the_log_elsewhere(world: World) {
        let cast = world.cast().await;
        for stranger in [&cast.dana, &cast.ben, &cast.hugo, &cast.vera, &cast.olga] {
            let answer = world.services.audit_extract(stranger, &AuditQuery::default(), 0, 100).await;
            assert!(is_refused(&answer, Refusal::NotAnAuditor), "{}", stranger.display_name);
            let answer = world.services.audit_head(stranger).await;
            assert!(is_refused(&answer, Refusal::NotAnAuditor), "{}", stranger.display_name);
        }
    }

    async fn a_log_that_nobody_touched_is_found_to_be_whole(world: World) {
        let cast = world.cast().await;
        let kept = world.services.audit_anchor().await.unwrap();
        for number in 0..30 {
            world.services.create_team(&cast.ada, &format!("Team {number}")).await.unwrap();
        }
        for kept in [None, Some(kept)] {
            let check = world.services.check_audit_log(kept).await.unwrap();
            assert_eq!((check.faults, check.entries, check.unchained), (vec![], 45, 0));
            assert_eq!(check.head.seq, 45);
        }
    }

    async fn the_database_itself_refuses_to_change_the_log(world: World) {
        world.cast().await;
        for statement in ["UPDATE audit_events SET at = 1 WHERE seq = 3", "DELETE FROM audit_events WHERE seq = 3"] {
            let answer = world.storage.connection().execute_unprepared(statement).await;
            assert!(answer.unwrap_err().to_string().contains("append-only"), "{statement}");
        }
        assert_eq!(world.services.check_audit_log(None).await.unwrap().faults, []);
    }

    async fn whatever_somebody_with_the_database_in_hand_does_to_an_entry_is_named(world: World) {
        world.cast().await;
        let database = world.storage.connection();
        let kept = world.services.audit_anchor().await.unwrap();
        unguard(database).await;
        let copy = "CREATE TABLE copy AS SELECT * FROM audit_events";
        database.execute_unprepared(copy).await.unwrap();
        let last = kept.seq;
        let swap = "UPDATE audit_events SET event = (SELECT event FROM copy WHERE copy.seq = 9 - audit_events.seq), \
                    action = (SELECT action FROM copy WHERE copy.seq = 9 - audit_events.seq) WHERE seq IN (4, 5)";
        let cut = format!("DELETE FROM audit_events WHERE seq > {}", last - 2);
        let hidden = format!(
            "UPDATE audit_head SET seq = {0}, digest = (SELECT digest FROM copy WHERE seq = {0})", last - 2);
        let tail = Fault::Missing(last - 1, last);
        for (done, found, found_with_kept) in [
            (vec!["UPDATE audit_events SET at = at + 1 WHERE seq = 3"], vec![Fault::Altered(3)], None),
            (vec!["UPDATE audit_events SET event = REPLACE(event, '\"', ' \"') WHERE seq = 3"], vec![Fault::Altered(3)], None),
            (vec!["UPDATE audit_events SET action = 'signed_in' WHERE seq = 3"], vec![Fault::Altered(3)], None),
            (vec!["UPDATE audit_events SET actor_id = NULL WHERE seq = 3"], vec![Fault::Altered(3)], None),
            (vec!["DELETE FROM audit_events WHERE seq IN (6, 7)"], vec![Fault::Missing(6, 7)], None),
            (vec![swap], vec![Fault::Altered(4), Fault::Altered(5)], None),
            (vec![&cut], vec![tail.clone()], None),
            (vec![&cut, &hidden], vec![], Some(vec![tail])),
        ] {
            for statement in &done {
                database.execute_unprepared(statement).await.unwrap();
            }
            let check = world.services.check_audit_log(None).await.unwrap();
            assert_eq!(check.faults, found, "{done:?}");
            let check = world.services.check_audit_log(Some(kept.clone())).await.unwrap();
            assert_eq!(check.faults, found_with_kept.unwrap_or(found), "{done:?}, against a head kept elsewhere");
            for statement in [
                "DELETE FROM audit_events",
                "INSERT INTO audit_events SELECT * FROM copy",
                &format!("UPDATE audit_head SET seq = {last}, digest = '{}'", kept.digest),
            ] {
                database.execute_unprepared(statement).await.unwrap();
            }
        }
        assert_eq!(world.services.check_audit_log(Some(kept)).await.unwrap().faults, []);
    }

    async fn an_entry_that_is_added_past_the_head_is_found(world: World) {
        world.cast().await;
        let add = "INSERT INTO audit_events (seq, at, action, event, digest) \
                   SELECT seq + 1, at, action, event, digest FROM audit_events ORDER BY seq DESC LIMIT 1";
        world.storage.connection().execute_unprepared(add).await.unwrap();
        let check = world.services.check_audit_log(None).await.unwrap();
        assert_eq!(check.faults, [Fault::Altered(check.head.seq + 1)]);
    }

    async fn events_of_many_at_once_are_one_chain_in_the_order_of_their_commits(world: World) {
        let cast = world.cast().await;
        let before = world.services.audit_anchor().await.unwrap().seq;
        let made: Vec<_> = (0..24)
            .map(|number| {
                let (services, ada) = (world.services.clone(), cast.ada.clone());
                tokio::spawn(async move { services.create_team(&ada, &format!("Crowd {number}")).await })
            })
            .collect();
        for task in made {
            task.await.unwrap().unwrap();
        }
        let check = world.services.check_audit_log(None).await.unwrap();
        assert_eq!((check.faults, check.head.seq), (vec![], before + 24));
    }
}

/// Takes away what keeps the log from being changed, as somebody may who owns the database.
async fn unguard(database: &sea_orm::DatabaseConnection) {
    let statements: &[&str] = match database.get_database_backend() {
        sea_orm::DbBackend::Postgres => &["DROP TRIGGER audit_events_stay ON audit_events"],
        _ => &["DROP TRIGGER audit_events_no_update", "DROP TRIGGER audit_events_no_delete"],
    };
    for statement in statements {
        database.execute_unprepared(statement).await.unwrap();
    }
}
