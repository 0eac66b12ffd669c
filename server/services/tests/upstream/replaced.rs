//! What is out of use is offered to be replaced, by a decision like every other.

use domain::{
    posting::Origin,
    upstream::{Answer, Offer},
};
use scenarios::{World, on_both_databases};

use crate::upstream::{a_draft, an_item, count, deprecate, line, says_now, settle, the_update, uses, waiting};

on_both_databases! {
    async fn lines_of_a_deprecated_item_are_offered_its_replacement(world: World) {
        let cast = world.cast().await;
        let old = an_item(&world, &cast, "Fax", "You send faxes.").await;
        let new = an_item(&world, &cast, "Mail", "You send mails.").await;
        let posting = a_draft(&world, &cast.dana).await;
        let id = uses(&world, &cast.dana, posting, old.id).await;
        deprecate(&world, &cast, &old, &new.slug).await;
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!((update.offer, update.old_name.as_str(), update.name.as_str()), (Offer::Replacement, "Fax", "Mail"));
        assert_eq!(update.deprecation_reason.as_deref(), Some("Two items said the same."));
        assert_eq!(line(&world, posting, &id).await.text, "You send faxes.");
        settle(&world, &cast.dana, &update.key, Answer::Take).await.unwrap();
        let now = line(&world, posting, &id).await;
        assert_eq!((now.text.as_str(), now.origin), ("You send mails.", Origin::Library { source: update.key.to }));
        assert!(waiting(&world, &cast.dana, posting).await.is_empty());
    }

    async fn replacements_are_followed_to_what_is_in_use(world: World) {
        let cast = world.cast().await;
        let fax = an_item(&world, &cast, "Fax", "You send faxes.").await;
        let mail = an_item(&world, &cast, "Mail", "You send mails.").await;
        let chat = an_item(&world, &cast, "Chat", "You chat.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, fax.id).await;
        deprecate(&world, &cast, &fax, &mail.slug).await;
        deprecate(&world, &cast, &mail, &chat.slug).await;
        says_now(&world, &cast, &chat, "You chat all day.").await;
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!((update.name.as_str(), update.new.as_str()), ("Chat", "You chat all day."));
        world.services.restore_item(&cast.ada, mail.id).await.unwrap();
        assert_eq!(the_update(&world, &cast.dana, posting).await.name, "Mail");
    }

    async fn nothing_is_offered_in_place_of_what_has_no_replacement(world: World) {
        let cast = world.cast().await;
        let old = an_item(&world, &cast, "Fax", "You send faxes.").await;
        let posting = a_draft(&world, &cast.dana).await;
        uses(&world, &cast.dana, posting, old.id).await;
        says_now(&world, &cast, &old, "You send many faxes.").await;
        deprecate(&world, &cast, &old, "").await;
        assert_eq!(count(&world, &cast.dana).await, 0);
        world.services.restore_item(&cast.ada, old.id).await.unwrap();
        assert_eq!(count(&world, &cast.dana).await, 1);
        let update = the_update(&world, &cast.dana, posting).await;
        assert_eq!((update.offer, update.deprecation_reason), (Offer::NewVersion, None), "it is in use again");
    }
}
