//! One line: its text, where it comes from, how much it is asked for, and the ways to move it.

use domain::{
    checks::{Anchor, Severity},
    document::{Field, Operation},
    ids::{LineId, SectionId},
    posting::{Level, Line, Requirement},
};
use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    prelude::*,
};

use super::{
    desk::Desk,
    insert, live,
    moving::{self, Dragged},
    paste,
    presence::InField,
    slash_menu::{Slash, SlashMenu},
    words::Area,
};
use crate::{paths, ui::Icon};

#[component]
pub fn LineView(
    id: LineId,
    section: SectionId,
    is_editable: bool,
    /// Whether requirement and level make sense for it: a paragraph has none.
    is_asked_for: bool,
) -> impl IntoView {
    let desk = Desk::here();
    let line = {
        let id = id.clone();
        Memo::new(move |_| desk.snapshot.with(|snapshot| snapshot.line(&id).map(|(_, line)| line.clone())))
    };
    let text = Memo::new(move |_| line.with(|line| line.as_ref().map(|line| line.text.clone()).unwrap_or_default()));
    let attribute = move |read: fn(&Line) -> &'static str| move || line.with(|line| line.as_ref().map(read));
    let slash = Slash::new(desk, id.clone(), text);
    let is_near = RwSignal::new(false);
    let field = Field::Line(id.clone());
    let hangs = {
        let id = id.clone();
        move || {
            desk.moving.with(|moving| moving.over.as_ref().filter(|(over, _)| *over == id).map(|(_, side)| side.word()))
        }
    };
    let (key_id, over_id, focus_id) = (id.clone(), id.clone(), id.clone());
    let (drop_id, drop_section) = (id.clone(), section.clone());
    let (paste_id, paste_section) = (id.clone(), section.clone());
    view! {
        <li class="line" id=format!("line-{id}") data-requirement=attribute(|line| line.requirement.word()) data-origin=attribute(|line| line.origin.word()) data-drop=hangs
            on:pointerenter=move |_| is_near.set(true) on:focusin=move |_| is_near.set(true)
            on:dragover=move |event| moving::hang(desk, &event, &over_id) on:drop=move |event| moving::let_go_over(desk, &event, &drop_id, &drop_section)>
            {is_editable.then(|| view! { <Grip id=id.clone()/> })}
            <Area field=field.clone() text class="line-text" is_editable attr:aria-label="Line" attr:aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
                on:paste=move |event| if is_editable { paste::lines(desk, &event, &paste_id, &paste_section) }
                on:focus=move |_| { desk.last_line.set(Some(focus_id.clone())); slash.focus(true); }
                on:blur=move |_| slash.focus(false)
                on:keydown=move |event| if is_editable && !slash.key(&event) { on_key(desk, &event, &key_id, &section) }/>
            <InField field text class="line-words"/>
            <div class="line-marks">
                {(is_editable && is_asked_for).then(|| view! { <Marks id=id.clone() line/> })}
                {is_editable.then(|| view! { <OwnWording id=id.clone() line/> })}
                <FindingMark id=id.clone()/>
                <div class="line-tools">
                    {is_editable.then(|| view! { <Tools id=id.clone()/> })}
                    // Last: it comes a moment later, and must not push the tools away.
                    <Source line is_near/>
                </div>
            </div>
            {is_editable.then(|| view! { <SlashMenu slash/> })}
        </li>
    }
}

/// Enter makes the next line, Backspace in an empty one removes it, Alt with an arrow moves it.
fn on_key(desk: Desk, event: &KeyboardEvent, id: &LineId, section: &SectionId) {
    let empty = desk.line(id).is_some_and(|line| line.text.is_empty());
    match event.key().as_str() {
        "Enter" if !event.shift_key() && !event.is_composing() => {
            let following = insert::next_of(desk, id, section);
            insert::empty_line(desk, section, following);
        }
        "Backspace" if empty => {
            let (before, _) = around(desk, id);
            desk.apply(&[Operation::RemoveLine { id: id.clone() }]);
            if let Some(before) = before {
                insert::focus_line(&before);
            }
        }
        "ArrowUp" if event.alt_key() => moving::step_line(desk, id, false),
        "ArrowDown" if event.alt_key() => moving::step_line(desk, id, true),
        _ => return,
    }
    event.prevent_default();
}

/// The lines before and after this one.
fn around(desk: Desk, id: &LineId) -> (Option<LineId>, Option<LineId>) {
    desk.snapshot.with_untracked(|snapshot| {
        let ids: Vec<&LineId> = snapshot.lines().map(|(_, line)| &line.id).collect();
        let at = ids.iter().position(|other| *other == id).unwrap_or(ids.len());
        let line = |at: usize| ids.get(at).map(|id| (*id).clone());
        (line(at.wrapping_sub(1)), line(at + 1))
    })
}

/// Removes the line at the press of its button. One pressed by a key hands the keyboard on to a line beside.
fn remove(desk: Desk, event: &MouseEvent, id: &LineId) {
    let (before, after) = around(desk, id);
    let text = desk.line(id).map(|line| line.text).unwrap_or_default();
    desk.remove(Operation::RemoveLine { id: id.clone() }, format!("The line “{text}” was removed."));
    if let Some(beside) = after.or(before).filter(|_| event.detail() == 0) {
        insert::focus_line(&beside);
    }
}

/// Dragged, or used with the arrow keys.
#[component]
fn Grip(id: LineId) -> impl IntoView {
    let desk = Desk::here();
    let key_id = id.clone();
    let on_key = move |event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowUp" => false,
            "ArrowDown" => true,
            _ => return,
        };
        event.prevent_default();
        moving::step_line(desk, &key_id, down);
    };
    view! {
        // Not a button: browsers differ on whether those can be dragged.
        <span class="line-grip" role="button" tabindex="0" draggable="true" aria-label="Move this line: drag, or press the arrow keys" title="Drag to move"
            on:dragstart=move |event| moving::take(desk, &event, Dragged::Line(id.clone())) on:dragend=move |_| desk.moving.set(moving::Moving::default())
            on:keydown=on_key>
            <Icon name="grip"/>
        </span>
    }
}

/// Requirement and level, changed by pressing.
#[component]
fn Marks(id: LineId, line: Memo<Option<Line>>) -> impl IntoView {
    let desk = Desk::here();
    let requirement =
        Memo::new(move |_| line.with(|line| line.as_ref().map_or(Requirement::Plain, |line| line.requirement)));
    let level = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.level)));
    let (requirement_id, level_id) = (id.clone(), id);
    let next_requirement = move |_| {
        desk.apply(&[Operation::SetRequirement {
            id: requirement_id.clone(),
            requirement: after(Requirement::ALL, requirement.get_untracked()),
        }])
    };
    let next_level =
        move |_| desk.apply(&[Operation::SetLevel { id: level_id.clone(), level: level_after(level.get_untracked()) }]);
    view! {
        <button class="chip" type="button" data-requirement=move || requirement.get().word()
            aria-label=move || format!("Asked for: {}. Press to change.", requirement.get().label()) on:click=next_requirement>
            {live(move || requirement.get().label())}
        </button>
        <button class="chip" type="button" data-level=move || level.get().map_or("none", Level::word)
            aria-label=move || format!("Level: {}. Press to change.", level.get().map_or("none", Level::label)) on:click=next_level>
            {live(move || level.get().map_or("Level", Level::label))}
        </button>
    }
}

/// Where the words come from: asked for when somebody looks at the line, as each pair of item and version is new to the
/// page once.
#[component]
fn Source(line: Memo<Option<Line>>, is_near: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::here();
    let source = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.origin.source())));
    live(move || {
        let source = source.get()?;
        let known = desk.credits.with(|credits| credits.iter().find(|(known, ..)| *known == source).cloned());
        if known.is_none() && is_near.get() {
            desk.ask_credit(source);
        }
        known.map(|(_, slug, words)| view! { <a class="origin" href=paths::item(&slug)>{words}</a> })
    })
}

/// Says that the words are not the library's any more, and goes back to them.
#[component]
fn OwnWording(id: LineId, line: Memo<Option<Line>>) -> impl IntoView {
    let desk = Desk::here();
    let is_override = Memo::new(move |_| line.with(|line| line.as_ref().is_some_and(|line| line.origin.is_override())));
    live(move || {
        is_override.get().then(|| {
            let id = id.clone();
            view! {
                <button class="chip" type="button" data-override="" aria-label="Own wording. Press to go back to the library’s." title="Go back to the library’s wording"
                    on:click=move |_| insert::revert(desk, &id)>
                    <Icon name="undo"/>"Own wording"
                </button>
            }
        })
    })
}

fn after(all: &[Requirement], current: Requirement) -> Requirement {
    let at = all.iter().position(|choice| *choice == current).unwrap_or(0);
    all[(at + 1) % all.len()]
}

fn level_after(current: Option<Level>) -> Option<Level> {
    match current {
        None => Level::ALL.first().copied(),
        Some(level) => {
            Level::ALL.iter().position(|choice| *choice == level).and_then(|at| Level::ALL.get(at + 1)).copied()
        }
    }
}

/// The gravest thing that the checks say about this line.
#[component]
fn FindingMark(id: LineId) -> impl IntoView {
    let desk = Desk::here();
    let finding = Memo::new(move |_| {
        desk.findings.with(|findings| {
            let mine = findings.iter().find(|finding| {
                matches!(&finding.anchor, Anchor::Line(line) if *line == id) && finding.severity != Severity::Advice
            });
            mine.map(|finding| (finding.severity == Severity::Blocking, finding.message.clone()))
        })
    });
    live(move || {
        finding.get().map(|(blocks, message)| {
            let (state, words) = if blocks { ("blocking", "Blocks") } else { ("warning", "Check") };
            view! { <span class="chip" data-finding=state title=message>{words}</span> }
        })
    })
}

#[component]
fn Tools(id: LineId) -> impl IntoView {
    let desk = Desk::here();
    let (up, down) = (id.clone(), id.clone());
    view! {
        <div class="line-bar" role="toolbar" aria-label="Line">
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label="Move line up" on:click=move |_| moving::step_line(desk, &up, false)><Icon name="arrow-up"/></button>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label="Move line down" on:click=move |_| moving::step_line(desk, &down, true)><Icon name="arrow-down"/></button>
            <button class="button" type="button" data-kind="quiet" data-icon="" data-size="small" aria-label="Remove line" on:click=move |event| if event.detail() < 2 { remove(desk, &event, &id) }><Icon name="trash"/></button>
        </div>
    }
}
