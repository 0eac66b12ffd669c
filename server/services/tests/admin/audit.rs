//! The audit log.

use domain::{events::Event, permissions::Refusal};
use scenarios::{World, on_both_databases};

use crate::is_refused;

on_both_databases! {
    async fn the_log_tells_in_sentences_who_did_what(world: World) {
        let cast = world.cast().await;
        world.services.suspend(&cast.ada, cast.ben.id).await.unwrap();
        let log = world.services.audit_log(&cast.axel, None).await.unwrap();
        let newest = &log.entries[0];
        assert_eq!((newest.actor_name.as_str(), newest.sentence.as_str()), ("Ada Lind", "suspended Ben Carter"));
        assert_eq!(newest.event, Event::PersonSuspended { user: cast.ben.id });
        let sentences: Vec<_> = log.entries.iter().map(|entry| entry.sentence.as_str()).collect();
        assert!(sentences.contains(&"made the team Platform") && sentences.contains(&"accepted an invitation"));
        assert_eq!(sentences.last(), Some(&"set up Rolewright"));
    }

    async fn every_entry_is_on_exactly_one_page(world: World) {
        let cast = world.cast().await;
        for number in 0..120 {
            world.services.create_team(&cast.ada, &format!("Team {number}")).await.unwrap();
        }
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = world.services.audit_log(&cast.axel, before).await.unwrap();
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
            let answer = world.services.audit_log(stranger, None).await;
            assert!(is_refused(&answer, Refusal::NotAnAuditor), "{}", stranger.display_name);
        }
        world.services.audit_log(&cast.ada, None).await.unwrap();
        world.services.audit_log(&cast.axel, None).await.unwrap();
    }
}
