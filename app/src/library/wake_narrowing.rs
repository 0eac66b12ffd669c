//! What is typed into the library's search goes along: into the address, so that a way back leads to it, and into the links
//! that narrow the list. These say how many it finds there, as they do of the server's list.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlAnchorElement, UrlSearchParams};

use super::wake_rows::{Found, Held, NARROWING, held};
use crate::live;

/// The links that narrow the list, and the one that changes all of it.
const CHOICES: &str = ".tabs a, .facets a, #library-live ~ .choosing a";

pub struct Narrowing {
    /// The fields of the address as the server answered it.
    came: String,
    choices: Vec<Choice>,
}

struct Choice {
    link: HtmlAnchorElement,
    /// What the list is narrowed to where it leads.
    wanted: Held,
    /// Says how many there are, and what it said of the server's list.
    count: Element,
    listed: String,
}

impl Narrowing {
    /// The choices around this list.
    pub fn of(list: &Element) -> Option<Self> {
        let page = list.closest("main").ok()??;
        let choices =
            live::all(&page, CHOICES).into_iter().filter_map(|link| Choice::read(link.dyn_into().ok()?, list));
        Some(Self { came: live::window()?.location().search().ok()?, choices: choices.collect() })
    }

    /// Takes along what is typed, or what the server was asked for if that is so again.
    pub fn carry(&self, typed: &str, is_changed: bool) -> Option<()> {
        for choice in &self.choices {
            choice.link.set_search(&with_typed(&choice.link.search(), typed)?);
        }
        let window = live::window()?;
        let search = if is_changed { with_typed(&self.came, typed)? } else { self.came.clone() };
        let address = [window.location().pathname().ok()?, search].concat();
        window.history().ok()?.replace_state_with_url(&JsValue::NULL, "", Some(&address)).ok()
    }

    /// Says how many of the rows each choice has; without rows, how many the server said.
    pub fn count(&self, found: Option<&[Found<'_>]>) {
        for Choice { wanted, count, listed, .. } in &self.choices {
            let counted = found.map(|found| found.iter().filter(|(row, _)| row.fits(wanted)).count().to_string());
            count.set_text_content(Some(counted.as_ref().unwrap_or(listed)));
        }
    }
}

impl Choice {
    fn read(link: HtmlAnchorElement, list: &Element) -> Option<Self> {
        let count = link.last_element_child()?;
        let fields = UrlSearchParams::new_with_str(&link.search()).ok()?;
        // Where a choice is made already its link takes it back; what it counts is what it has chosen.
        let is_made = link.get_attribute("aria-current").is_some_and(|current| current == "true");
        let wanted = if is_made { held(list) } else { NARROWING.map(|name| fields.get(name).unwrap_or_default()) };
        Some(Self { listed: live::text(&count), link, wanted, count })
    }
}

/// The fields of an address with what is typed. They lead to the first page: of other words there are other pages.
fn with_typed(search: &str, typed: &str) -> Option<String> {
    let fields = UrlSearchParams::new_with_str(search).ok()?;
    fields.delete("page");
    if typed.is_empty() {
        fields.delete("q");
    } else {
        fields.set("q", typed);
    }
    let fields = String::from(fields.to_string());
    Some(if fields.is_empty() { fields } else { ["?", &fields].concat() })
}
