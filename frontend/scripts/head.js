// Before the first paint: scripts are on, and the person's own choice of theme.
const root = document.documentElement;
root.dataset.scripts = "";
try {
  const theme = localStorage.getItem("theme");
  if (theme) root.dataset.theme = theme;
} catch {
  // Storage is forbidden: the system's theme it is.
}
