// Light or dark, decided before the first paint: what the visitor chose, else what the system prefers.
window.skywardTheme = {
  get() {
    return document.documentElement.dataset.theme;
  },
  set(theme) {
    document.documentElement.dataset.theme = theme;
    try { localStorage.setItem("skyward-theme", theme); } catch { /* a browser that keeps nothing still shows the page */ }
  },
};
{
  let chosen = null;
  try { chosen = localStorage.getItem("skyward-theme"); } catch { /* as above */ }
  const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.documentElement.dataset.theme = chosen === "dark" || chosen === "light" ? chosen : preferred;
}
