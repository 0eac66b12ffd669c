//! What was said, laid out beside the text: each place asks for its own part of it.

use std::{collections::HashMap, sync::Arc};

use domain::{
    ids::{CommentId, PostingId, ThreadId},
    permissions::Action,
    posting::Snapshot,
    review::Controls,
    threads::{Found, Place},
};
use leptos::prelude::*;
use services::{Discussion, SuggestionView, ThreadView};

use super::{
    Back,
    card::thread_card,
    say::{NewTalk, is_open_here},
    suggestion_card::SuggestionCard,
};
use crate::{layout::query, scope::read_hidden, ui::Icon};

/// The form that is open on the page: the address says which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    Nothing,
    /// Something new about a place.
    New(Place),
    Reply(ThreadId),
    Edit(CommentId),
}

impl Asked {
    fn read() -> Self {
        let new = query("on");
        if !new.is_empty() {
            return read_hidden(&new).map_or(Self::Nothing, Self::New);
        }
        let (reply, edit) = (query("reply"), query("edit"));
        let reply = reply.parse().ok().map(Self::Reply);
        reply.or_else(|| edit.parse().ok().map(Self::Edit)).unwrap_or(Self::Nothing)
    }
}

/// A page with what was said on it.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

struct Inner {
    posting: PostingId,
    page: Back,
    /// What the page's links to itself begin with.
    here: String,
    snapshot: Snapshot,
    discussion: Discussion,
    asked: Asked,
    why_not_comment: Option<String>,
    why_not_suggest: Option<String>,
    why_not_accept: Option<String>,
    may_block: bool,
    is_past: bool,
    /// Threads and suggestions by the place that they stand at, as positions in the discussion.
    threads: HashMap<Place, Vec<usize>>,
    suggestions: HashMap<Place, Vec<usize>>,
}

impl Inner {
    fn new(posting: PostingId, page: Back, snapshot: &Snapshot, discussion: Discussion, controls: &Controls) -> Self {
        let why_not = |action| controls.may(action).err().map(str::to_owned);
        let mut threads: HashMap<Place, Vec<usize>> = HashMap::new();
        for (index, view) in discussion.threads.iter().enumerate().filter(|(_, view)| view.found != Found::Gone) {
            threads.entry(view.thread.anchor.place.clone()).or_default().push(index);
        }
        let mut suggestions: HashMap<Place, Vec<usize>> = HashMap::new();
        for (index, view) in discussion.suggestions.iter().enumerate().filter(|(_, view)| view.is_here) {
            suggestions.entry(view.suggestion.change.place()).or_default().push(index);
        }
        Self {
            posting,
            page,
            here: page.asked(posting),
            asked: Asked::read(),
            why_not_comment: why_not(Action::Comment),
            why_not_suggest: why_not(Action::Suggest),
            why_not_accept: why_not(Action::EditPosting),
            may_block: controls.may(Action::Block).is_ok(),
            is_past: false,
            snapshot: snapshot.clone(),
            discussion,
            threads,
            suggestions,
        }
    }
}

impl Desk {
    pub fn new(
        posting: PostingId,
        page: Back,
        snapshot: &Snapshot,
        discussion: Discussion,
        controls: &Controls,
    ) -> Self {
        Self(Arc::new(Inner::new(posting, page, snapshot, discussion, controls)))
    }

    /// What was said once: it is read here, and answered beside the draft.
    pub fn in_the_past(posting: PostingId, snapshot: &Snapshot, discussion: Discussion, controls: &Controls) -> Self {
        let mut inner = Inner::new(posting, Back::Draft, snapshot, discussion, controls);
        let why_not = || Some("This was said about what the draft said then.".to_owned());
        (inner.why_not_comment, inner.why_not_suggest, inner.why_not_accept) = (why_not(), why_not(), why_not());
        (inner.may_block, inner.is_past, inner.asked) = (false, true, Asked::Nothing);
        Self(Arc::new(inner))
    }

    pub fn posting(&self) -> PostingId {
        self.0.posting
    }

    pub fn page(&self) -> Back {
        self.0.page
    }

    pub fn discussion(&self) -> &Discussion {
        &self.0.discussion
    }

    pub fn asked(&self) -> &Asked {
        &self.0.asked
    }

    pub fn may_comment(&self) -> bool {
        self.0.why_not_comment.is_none()
    }

    pub fn may_suggest(&self) -> bool {
        self.0.why_not_suggest.is_none()
    }

    /// Whether what one says may hold the approval.
    pub fn may_block(&self) -> bool {
        self.0.may_block
    }

    pub fn is_past(&self) -> bool {
        self.0.is_past
    }

    pub fn why_not_comment(&self) -> Option<String> {
        self.0.why_not_comment.clone()
    }

    pub fn why_not_accept(&self) -> Option<String> {
        self.0.why_not_accept.clone()
    }

    /// What the content says at a place.
    pub fn text(&self, place: &Place) -> Option<&str> {
        place.text(&self.0.snapshot)
    }

    /// A link to this page with a form open on it. It names no place there: a browser would go to that instead of into
    /// the form.
    pub fn opening(&self, what: &str, value: &str) -> String {
        let here = &self.0.here;
        let sign = if here.is_empty() { '?' } else { '&' };
        format!("{here}{sign}{what}={value}")
    }

    /// A link to a thread on this page.
    pub fn leads_to(&self, thread: ThreadId) -> String {
        format!("{}#thread-{thread}", self.0.here)
    }

    fn threads_at(&self, place: &Place) -> Vec<&ThreadView> {
        let these = self.0.threads.get(place).into_iter().flatten();
        these.filter_map(|index| self.0.discussion.threads.get(*index)).collect()
    }

    fn suggestions_at(&self, place: &Place) -> Vec<SuggestionView> {
        let these = self.0.suggestions.get(place).into_iter().flatten();
        these.filter_map(|index| self.0.discussion.suggestions.get(*index).cloned()).collect()
    }

    /// Whether anything was said about the place, or is about to be.
    fn is_talked_about(&self, place: &Place) -> bool {
        let is_asked = matches!(&self.0.asked, Asked::New(asked) if asked == place);
        is_asked || self.0.threads.contains_key(place) || self.0.suggestions.contains_key(place)
    }
}

/// Whether anything was said about the place, or is about to be; never on pages without threads.
pub fn is_talked_about(place: &Place) -> bool {
    use_context::<Desk>().is_some_and(|desk| desk.is_talked_about(place))
}

/// What was said about a place, and the way to say more. Nothing on pages without threads.
pub fn beside(place: &Place) -> Option<AnyView> {
    let desk = use_context::<Desk>()?;
    let open = is_open_here(&desk, place).then(|| view! { <NewTalk desk=desk.clone() place=place.clone()/> });
    // The posting as a whole has its link in the overview.
    let has_link = *place != Place::Posting && desk.may_comment() && desk.text(place).is_some();
    let link = has_link.then(|| {
        let href = desk.opening("on", &place.to_string());
        view! { <a class="comment-on" href=href aria-label=label(place) title=label(place)><Icon name="comment"/></a> }
    });
    let threads = desk.threads_at(place);
    let suggestions = desk.suggestions_at(place);
    let is_empty = open.is_none() && threads.is_empty() && suggestions.is_empty();
    let said = (!is_empty).then(|| {
        let threads = threads.into_iter().map(|view| thread_card(&desk, view)).collect_view();
        let cards = suggestions.into_iter().map(|view| view! { <SuggestionCard desk=desk.clone() view/> });
        let cards = cards.collect_view();
        view! { <div class="line-below said-here">{cards}{threads}{open}</div> }
    });
    Some(view! { {link}{said} }.into_any())
}

const fn label(place: &Place) -> &'static str {
    match place {
        Place::Posting => "Discuss the posting",
        Place::Fact(_) => "Discuss this fact",
        Place::Section(_) => "Discuss this section",
        Place::Line(_) => "Discuss this line",
    }
}
