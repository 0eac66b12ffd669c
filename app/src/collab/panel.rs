//! A panel beside the sheet; on a narrow screen a drawer that opens without scripts.

use leptos::prelude::*;

use crate::ui::Icon;

#[component]
pub fn Panel(
    id: &'static str,
    /// `start` or `end` of the sheet.
    side: &'static str,
    icon: &'static str,
    title: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <aside class="panel" id=id data-side=side popover="auto" aria-label=title>
            <button class="button panel-close" type="button" data-kind="quiet" data-icon="" popovertarget=id popovertargetaction="hide" aria-label=format!("Close: {title}")>
                <Icon name="x"/>
            </button>
            <details class="panel-fold" open>
                <summary><Icon name=icon/>{title}</summary>
                <div class="panel-body">{children()}</div>
            </details>
        </aside>
    }
}
