//! A draft that people talk about: what the tables of server functions point at.

use domain::{
    ids::{CommentId, PostingId, SuggestionId, ThreadId},
    threads::Place,
};
use scenarios::postings::a_posting;
use services::{SuggestionForm, ThreadForm, Wish};

use super::House;

/// All of it is said by Vera, who reads Platform's drafts, about a draft of Dana's.
pub struct Talk {
    pub posting: PostingId,
    /// A line of it.
    pub place: Place,
    pub open: ThreadId,
    pub blocking: ThreadId,
    pub resolved: ThreadId,
    /// Comments to be edited, and to be deleted.
    pub edited: CommentId,
    pub deleted: CommentId,
    /// Suggestions to be accepted, and to be taken back.
    pub accepted: SuggestionId,
    pub withdrawn: SuggestionId,
}

impl Talk {
    pub async fn in_house(house: &House) -> Self {
        let (services, vera, dana) = (&house.world.services, &house.cast.vera, &house.cast.dana);
        let posting = a_posting().by(dana).make(services).await.unwrap().id;
        let snapshot = services.open_draft(dana, posting).await.unwrap().snapshot;
        let place = Place::Line(snapshot.lines().next().unwrap().1.id.clone());
        let open = async |is_blocking| {
            let (words, text) = (String::new(), "Is that so?".to_owned());
            let form = ThreadForm { place: place.clone(), words, near: 0, revision: None, text, is_blocking };
            services.open_thread(vera, posting, &form).await.unwrap()
        };
        let suggest = async || {
            let (text, reason) = ("You read logs.".to_owned(), "It belongs here.".to_owned());
            let form = SuggestionForm { place: place.clone(), wish: Wish::AddBehind, text, reason, revision: None };
            services.suggest(vera, posting, &form).await.unwrap()
        };
        let (first, blocking, resolved) = (open(false).await, open(true).await, open(false).await);
        services.resolve_thread(vera, posting, resolved).await.unwrap();
        Self {
            edited: services.reply(vera, posting, first, "It is.").await.unwrap(),
            deleted: services.reply(vera, posting, first, "Or not.").await.unwrap(),
            accepted: suggest().await,
            withdrawn: suggest().await,
            open: first,
            posting,
            place,
            blocking,
            resolved,
        }
    }
}
