// The portal's own script: who is signed in, light or dark, and the question box for that airline.
const airlinePicker = document.querySelector("#airline");
const themeSwitch = document.querySelector("#theme");
const address = new URL(location.href);
const DEFAULT_AIRLINE = "american-airlines";
const MOST_REPORTS = 10;

const airlines = await (await fetch("/airlines")).json();
fillPicker();
signIn(address.searchParams.get("airline"));
showTheme();
airlinePicker.addEventListener("change", () => signIn(airlinePicker.value));
themeSwitch.addEventListener("click", () => {
  window.skywardTheme.set(window.skywardTheme.get() === "dark" ? "light" : "dark");
  showTheme();
});
reportMissingWidget();

function fillPicker() {
  airlinePicker.append(
    group("Most reports", airlines.slice(0, MOST_REPORTS)),
    group("All others", airlines.slice(MOST_REPORTS).toSorted((a, b) => a.name.localeCompare(b.name))),
  );
}

function group(label, members) {
  const options = document.createElement("optgroup");
  options.label = label;
  options.append(...members.map(({ id, name }) => new Option(name, id)));
  return options;
}

/** A new airline gets a new question box: no answer of the one before stays on the page. */
function signIn(wanted) {
  const airline = airlines.find(({ id }) => id === wanted) ?? airlines.find(({ id }) => id === DEFAULT_AIRLINE);
  airlinePicker.value = airline.id;
  document.querySelector("#who").textContent = airline.name;
  address.searchParams.set("airline", airline.id);
  history.replaceState(null, "", address);
  document.querySelector("#widget").replaceChildren(questionBox(airline.id));
}

function questionBox(airlineId) {
  const box = document.createElement("medha-ask");
  box.setAttribute("endpoint", document.querySelector("script[src$='/medha-ask.js']").src.replace("/medha-ask.js", ""));
  box.setAttribute("source", "skyward");
  box.setAttribute("theme", window.skywardTheme.get());
  box.setAttribute("locale", address.searchParams.get("locale") ?? "en");
  box.tokenProvider = async () => {
    const response = await fetch(`/token?airline=${encodeURIComponent(airlineId)}`);
    if (!response.ok) throw new Error("The portal gave no token.");
    return (await response.json()).token;
  };
  return box;
}

function showTheme() {
  const theme = window.skywardTheme.get();
  themeSwitch.setAttribute("aria-pressed", String(theme === "dark"));
  document.querySelector("medha-ask")?.setAttribute("theme", theme);
}

function reportMissingWidget() {
  const patience = setTimeout(() => {
    document.querySelector("#missing").hidden = false;
    document.querySelector("#widget").hidden = true;
  }, 5_000);
  void customElements.whenDefined("medha-ask").then(() => {
    clearTimeout(patience);
    document.querySelector("#missing").hidden = true;
    document.querySelector("#widget").hidden = false;
  });
}
