//! After its last day an item is archived: nobody inserts it any more, what names it goes on saying what it says.

use std::time::Duration;

use domain::{library::ItemStatus, time::write_date, upstream::Answer};
use scenarios::{World, on_both_databases};
use services::{DeprecateForm, LibraryFilter, ServiceError};

use crate::upstream::{a_draft, an_item, draft, settle, the_update, uses};

const DAY: Duration = Duration::from_secs(86_400);

on_both_databases! {
    async fn after_its_last_day_an_item_is_archived_and_still_offered_to_be_replaced(world: World) {
        let cast = world.cast().await;
        let old = an_item(&world, &cast, "Fax", "You send faxes.").await;
        let new = an_item(&world, &cast, "Mail", "You send mails.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let line = uses(&world, &cast.dana, posting, old.id).await;
        let form = DeprecateForm {
            from_version: 1,
            replacement: new.slug.clone(),
            sunset_on: write_date((world.services.now() + DAY).date()),
            reason: "Nobody has one.".into(),
        };
        world.services.deprecate_item(&cast.ada, old.id, &form).await.unwrap();
        let status = async || world.services.library_item(&cast.dana, &old.slug).await.unwrap().status;
        let listed = async |actor| {
            let found = world.services.browse_library(actor, &LibraryFilter::default()).await.unwrap();
            found.items.iter().any(|found| found.item.id == old.id)
        };
        world.clock.advance(DAY);
        assert_eq!((status().await, listed(&cast.dana).await), (ItemStatus::Deprecated, true), "on its last day");
        world.clock.advance(DAY);
        assert_eq!((status().await, listed(&cast.dana).await), (ItemStatus::Archived, false));
        assert!(listed(&cast.ada).await, "curators can bring it back");
        let inserted = world.services.insert_item(&cast.dana, posting, old.id, None).await;
        assert!(matches!(inserted, Err(ServiceError::Gone(_))), "{inserted:?}");
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!(draft(&world, posting).await.line(&line).unwrap().1.text, "You send faxes.");
        settle(&world, &cast.dana, &update.key, Answer::Take).await.unwrap();
        assert_eq!(draft(&world, posting).await.line(&line).unwrap().1.text, "You send mails.");

        world.services.restore_item(&cast.ada, old.id).await.unwrap();
        let back = world.services.library_item(&cast.dana, &old.slug).await.unwrap();
        assert_eq!((back.status, back.sunset_on), (ItemStatus::Published, None));
    }

    async fn a_last_day_that_is_past_or_none_is_refused(world: World) {
        let cast = world.cast().await;
        let item = an_item(&world, &cast, "Fax", "You send faxes.").await;
        for sunset_on in ["2020-01-01", "soon", "2999-01-01"] {
            let form = DeprecateForm {
                from_version: 1,
                sunset_on: sunset_on.to_owned(),
                reason: "Nobody has one.".into(),
                ..DeprecateForm::default()
            };
            let tried = world.services.deprecate_item(&cast.ada, item.id, &form).await;
            assert!(matches!(tried, Err(ServiceError::Invalid(errors)) if errors[0].field == "sunset_on"), "{sunset_on}");
        }
        assert_eq!(world.services.library_item(&cast.ada, &item.slug).await.unwrap().status, ItemStatus::Published);
    }
}
