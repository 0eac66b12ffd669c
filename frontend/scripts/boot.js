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
