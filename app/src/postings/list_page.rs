//! The list of postings: stages as tabs, search and filters above the table.

use domain::{
    accounts::Actor,
    permissions::{Action, Subject, permit},
    review::StageName,
};
use leptos::prelude::*;
use services::{PostingList, PostingQuery, TeamName};

use super::{
    filter::{address, from_address},
    row::PostingTable,
};
use crate::{
    layout::{Place, page},
    paths,
    ui::{Gate, Icon, Pager},
};

#[component]
pub fn PostingsPage() -> impl IntoView {
    let query = from_address();
    page(Place::Postings, move |scope| async move {
        let actor = scope.actor()?;
        let list = scope.services.list_postings(actor, &query).await?;
        let teams = scope.services.readable_teams(actor).await?;
        let may_create = permit(actor, Action::CreatePosting, Subject::Organisation).is_ok();
        let now = scope.services.now();
        let rows = if list.postings.is_empty() {
            view! { <Nothing query=query.clone() may_create/> }.into_any()
        } else {
            view! { <PostingTable postings=list.postings.clone() now may_copy=may_create/> }.into_any()
        };
        let content = view! {
            <main class="page" id="main" tabindex="-1" data-width="wide">
                <Head actor=actor.clone()/>
                <Stages query=query.clone() list=list.clone()/>
                <Filters query=query.clone() teams=teams.clone()/>
                <Chosen query=query.clone() teams total=list.total/>
                {rows}
                <Pager page=list.page pages=list.pages summary=counted(list.total)
                    href=move |page| address(&PostingQuery { page, ..query.clone() })/>
            </main>
        };
        Ok(("Postings".to_owned(), content))
    })
}

#[component]
fn Head(actor: Actor) -> impl IntoView {
    let refusal = permit(&actor, Action::CreatePosting, Subject::Organisation).err().map(|refusal| refusal.to_string());
    view! {
        <div class="page-head">
            <div><h1>"Postings"</h1><p class="page-note">"Every posting that you may read, the last edited first."</p></div>
            <div class="actions">
                <a class="button" data-kind="quiet" href=paths::TEMPLATES>"Templates"</a>
                <Gate reason=refusal id="why-no-new-posting" label="New posting">
                    <a class="button" data-kind="primary" href=paths::NEW_POSTING><Icon name="plus"/>"New posting"</a>
                </Gate>
            </div>
        </div>
    }
}

/// Every stage keeps its tab, so that none jumps away while one narrows the list.
#[component]
fn Stages(query: PostingQuery, list: PostingList) -> impl IntoView {
    let tab = |stage: Option<StageName>, words: &'static str, count: u64| {
        let href = address(&PostingQuery { stage, page: 1, ..query.clone() });
        let current = (query.stage == stage).then_some("page");
        view! { <li><a href=href aria-current=current>{words}" "<span class="count">{count}</span></a></li> }
    };
    let count = |stage: StageName| list.counts.get(&stage).copied().unwrap_or(0);
    let tabs = StageName::ALL.iter().map(|stage| tab(Some(*stage), stage.label(), count(*stage))).collect_view();
    let all = tab(None, "All", list.counts.values().sum());
    view! { <nav class="tabs" aria-label="Stage" data-wrap=""><ul>{all}{tabs}</ul></nav> }
}

#[component]
fn Filters(query: PostingQuery, teams: Vec<TeamName>) -> impl IntoView {
    let stage = query.stage.map(|stage| view! { <input type="hidden" name="stage" value=stage.word()/> });
    let option = |team: TeamName| {
        let selected = query.team == Some(team.id);
        view! { <option value=team.id.to_string() selected=selected>{team.name}</option> }
    };
    // Who reads one team's postings has nothing to choose.
    let teams = (teams.len() > 1).then(|| {
        let options = teams.into_iter().map(option).collect_view();
        view! { <select class="input" name="team" aria-label="Team"><option value="">"All teams"</option>{options}</select> }
    });
    view! {
        <form class="filters" role="search" action=paths::POSTINGS>
            {stage}
            <div class="search">
                <Icon name="search"/>
                <input class="input" type="search" name="q" aria-label="Search postings by title" placeholder="Part of the title"
                    autocomplete="off" value=query.text.clone()/>
            </div>
            {teams}
            <select class="input" name="mine" aria-label="Owner">
                <option value="">"Everybody’s"</option>
                <option value="mine" selected=query.mine>"Mine"</option>
            </select>
            <button class="button">"Search"</button>
        </form>
    }
}

/// How many there are, and what the list is narrowed to beside the stage, each with a way to take it back.
#[component]
fn Chosen(query: PostingQuery, teams: Vec<TeamName>, total: u64) -> impl IntoView {
    let without = |words: String, query: PostingQuery| {
        view! {
            <a class="tag" href=address(&PostingQuery { page: 1, ..query })>
                {words}" "<Icon name="x" size="small"/><span class="hidden-text">"remove filter"</span>
            </a>
        }
    };
    let text = (!query.text.is_empty())
        .then(|| without(format!("“{}”", query.text), PostingQuery { text: String::new(), ..query.clone() }));
    let team = teams.into_iter().find(|team| query.team == Some(team.id));
    let team = team.map(|team| without(team.name, PostingQuery { team: None, ..query.clone() }));
    let mine = query.mine.then(|| without("Mine".to_owned(), PostingQuery { mine: false, ..query.clone() }));
    view! { <p class="filters-set">{counted(total)}" "{text}{team}{mine}</p> }
}

fn counted(total: u64) -> String {
    if total == 1 { "1 posting".to_owned() } else { format!("{total} postings") }
}

/// Says what will stand here, and offers the next step.
#[component]
fn Nothing(query: PostingQuery, may_create: bool) -> impl IntoView {
    let is_narrowed = address(&PostingQuery { page: 1, ..query.clone() }) != paths::POSTINGS;
    let only_stage =
        query.stage.filter(|_| address(&PostingQuery { page: 1, stage: None, ..query.clone() }) == paths::POSTINGS);
    if let Some(stage) = only_stage {
        return view! {
            <div class="empty">
                <Icon name="document"/>
                <h2>"Nothing here now"</h2>
                <p>{format!("No posting has the stage “{}”.", stage.label())}</p>
                <div class="actions"><a class="button" data-kind="quiet" href=paths::POSTINGS>"Show everything"</a></div>
            </div>
        }
        .into_any();
    }
    if is_narrowed {
        let wider = PostingQuery { text: query.text.clone(), ..PostingQuery::default() };
        let keeps_text = !query.text.is_empty() && wider != PostingQuery { page: 0, ..query };
        return view! {
            <div class="empty">
                <Icon name="document"/>
                <h2>"Nothing fits"</h2>
                <p>"The search looks at titles. Try one word of it, another stage, or everybody’s postings."</p>
                <div class="actions">
                    {keeps_text.then(|| view! { <a class="button" href=address(&wider)>"Search all postings"</a> })}
                    <a class="button" data-kind="quiet" href=paths::POSTINGS>"Show everything"</a>
                </div>
            </div>
        }
        .into_any();
    }
    let words = if may_create {
        "Start the first one from a template: seniority, stack and industry, filled with lines from the library."
    } else {
        "Drafts of the teams that you read appear here as soon as somebody starts one."
    };
    view! {
        <div class="empty">
            <Icon name="document"/>
            <h2>"No postings yet"</h2>
            <p>{words}</p>
            {may_create.then(|| view! { <div class="actions"><a class="button" href=paths::NEW_POSTING>"New posting"</a></div> })}
        </div>
    }
    .into_any()
}
