// Menus and theme, which need no wasm; then the bundle of this page, if it has one.
const root = document.documentElement;

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.("[data-theme-choice]")?.dataset.themeChoice;
  if (choice) {
    root.dataset.theme = choice;
    try {
      localStorage.setItem("theme", choice);
    } catch {
      // The choice lasts for this page.
    }
  }
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (choice || !menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What a link leads to in a shut drawer opens the drawer; what it leads to elsewhere shuts the one it is in.
const reach = (hash) => {
  const place = hash && document.getElementById(hash.slice(1));
  if (!place) return;
  const drawer = place.closest(".panel");
  if (!drawer) document.querySelector(".panel:popover-open")?.hidePopover();
  else if (!place.checkVisibility()) drawer.showPopover();
  if (drawer) place.focus();
};
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href*='#']");
  if (link?.pathname === location.pathname) reach(link.hash);
});
reach(location.hash);
// A browser that goes to a part of the page gives the keyboard to nothing.
const begin = () => setTimeout(() => document.querySelector("[autofocus]")?.focus());
if (location.hash) document.readyState === "complete" ? begin() : addEventListener("load", begin);

// The library beside a draft is one stop for Tab: its search. From there the arrows go down into what was found.
document.addEventListener("keydown", (event) => {
  const shelf = event.target.closest?.("#live-shelf");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!shelf || !step) return;
  event.preventDefault();
  const stops = [...shelf.querySelectorAll("input, button")];
  stops[stops.indexOf(event.target) + step]?.focus();
});

// Browsers whose text areas don't grow by themselves.
if (!CSS.supports("field-sizing: content")) {
  const grow = (area) => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  };
  const growAll = () => document.querySelectorAll('textarea[rows="1"]').forEach(grow);
  document.addEventListener("input", (event) => event.target.matches?.('textarea[rows="1"]') && grow(event.target));
  new MutationObserver(growAll).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", growAll);
  growAll();
}

// The frame of a signed-in page names its bundle.
const [loader, wasm] = ["bundle-loader", "bundle-wasm"].map((id) => document.getElementById(id)?.href);
if (loader && wasm) {
  try {
    const app = await import(loader);
    await app.default({ module_or_path: wasm });
    app.wake();
  } catch (error) {
    // Without the bundle the plain forms do everything; pages show them when scripts are not at work.
    delete root.dataset.scripts;
    console.error(error);
  }
}
