//! Which address shows which page.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    accounts::{AccountPage, ForgotPage, InvitationPage, ResetPage, SetUpPage, SignInPage},
    admin::{AuditPage, InvitationsPage, MailPage, PeoplePage, PersonPage, TeamsPage},
    arrivals::{ArrivalPage, NewArrivalPage},
    collab::EditorPage,
    guests::{GuestsPage, VisitPage},
    home::{HomePage, SearchPage},
    layout::NotFoundPage,
    library::{
        BulkEditPage, BulkPage, HealthPage, ImportPage, ImportedPage, ItemPage, LibraryPage, MergePage, MergedPage,
        NewItemPage,
    },
    notifications::NotificationsPage,
    postings::{NewPostingPage, PostingsPage},
    proposals::{NewProposalPage, ProposalPage, ProposalsPage},
    publish::{CareerPage, CareersPage, PreviewPage},
    review::{
        AskedPage, HistoryPage, MomentPage, NewPolicyPage, PoliciesPage, PolicyPage, ReportPage, ReviewPage,
        RevisionPage,
    },
    templates::{EditTemplatePage, NewTemplatePage, TemplatePage, TemplatesPage},
    threads::ThreadsPage,
    ui::in_title,
    upstream::{InboxPage, UpdatesPage},
};

/// The application: every page, rendered completely before it is sent.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Title formatter=in_title/>
        <Router>
            <Routes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async/>
                <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async/>
                <Route path=path!("/postings") view=PostingsPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/new") view=NewPostingPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/templates") view=TemplatesPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/templates/new") view=NewTemplatePage ssr=SsrMode::Async/>
                <Route path=path!("/postings/templates/:slug") view=TemplatePage ssr=SsrMode::Async/>
                <Route path=path!("/postings/templates/:slug/edit") view=EditTemplatePage ssr=SsrMode::Async/>
                <Route path=path!("/postings/import") view=NewArrivalPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/import/:arrival") view=ArrivalPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting") view=EditorPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/forgot") view=ForgotPage ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=ResetPage ssr=SsrMode::Async/>
                <Route path=path!("/set-up") view=SetUpPage ssr=SsrMode::Async/>
                <Route path=path!("/invitation") view=InvitationPage ssr=SsrMode::Async/>
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async/>
                <Route path=path!("/notifications") view=NotificationsPage ssr=SsrMode::Async/>
                <Route path=path!("/updates") view=InboxPage ssr=SsrMode::Async/>
                <Route path=path!("/careers") view=CareersPage ssr=SsrMode::Async/>
                <Route path=path!("/careers/:slug") view=CareerPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/preview") view=PreviewPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/review") view=ReviewPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/asked") view=AskedPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/threads") view=ThreadsPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/guests") view=GuestsPage ssr=SsrMode::Async/>
                <Route path=path!("/visit/:guest") view=VisitPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/updates") view=UpdatesPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/history") view=HistoryPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/history/:point") view=MomentPage ssr=SsrMode::Async/>
                <Route path=path!("/postings/:posting/revisions/:number") view=RevisionPage ssr=SsrMode::Async/>
                <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async/>
                <Route path=path!("/people/teams") view=TeamsPage ssr=SsrMode::Async/>
                <Route path=path!("/people/invitations") view=InvitationsPage ssr=SsrMode::Async/>
                <Route path=path!("/people/mail") view=MailPage ssr=SsrMode::Async/>
                <Route path=path!("/people/:id") view=PersonPage ssr=SsrMode::Async/>
                <Route path=path!("/reviews") view=ReportPage ssr=SsrMode::Async/>
                <Route path=path!("/policies") view=PoliciesPage ssr=SsrMode::Async/>
                <Route path=path!("/policies/new") view=NewPolicyPage ssr=SsrMode::Async/>
                <Route path=path!("/policies/:id") view=PolicyPage ssr=SsrMode::Async/>
                <Route path=path!("/audit") view=AuditPage ssr=SsrMode::Async/>
                <Route path=path!("/library") view=LibraryPage ssr=SsrMode::Async/>
                <Route path=path!("/library/new") view=NewItemPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/edit") view=BulkPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/edits/:edit") view=BulkEditPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/health") view=HealthPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/merge") view=MergePage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/merges/:merge") view=MergedPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/import") view=ImportPage ssr=SsrMode::Async/>
                <Route path=path!("/library/curate/imports/:import") view=ImportedPage ssr=SsrMode::Async/>
                <Route path=path!("/library/proposals") view=ProposalsPage ssr=SsrMode::Async/>
                <Route path=path!("/library/proposals/new") view=NewProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/library/proposals/:proposal") view=ProposalPage ssr=SsrMode::Async/>
                <Route path=path!("/library/:slug") view=ItemPage ssr=SsrMode::Async/>
            </Routes>
        </Router>
    }
}
