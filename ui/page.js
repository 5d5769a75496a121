// Runs once, inside the page's bridge (`element`, `trigger`). Buttons in answers are plain HTML, so that names from
// the data can stand on them as text; what a click means is told by their data-... attributes.
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-say], [data-pick], [data-png]");
  if (!pressed) return;
  if (pressed.dataset.say !== undefined) trigger("click", { say: pressed.dataset.say });
  else if (pressed.dataset.pick !== undefined) trigger("click", { pick: pressed.dataset.pick });
  else savePicture(pressed);
});

// The chart that stands just before the button; Plotly's own camera draws the PNG here in the browser.
function savePicture(button) {
  const before = (plot) => plot.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
  const plot = [...document.querySelectorAll(".js-plotly-plot")].filter(before).pop();
  plot?.querySelector('.modebar-btn[data-title^="Download"]')?.click();
}

// A new question moves to the top and stays there while its answer grows, until the reader scrolls.
let questions = 0;
let following = false;
for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"])
  document.addEventListener(sign, () => (following = false), { passive: true });
new MutationObserver(() => {
  const all = document.querySelectorAll("#chat .sg-question");
  if (all.length > questions) following = true;
  questions = all.length;
  if (following) all[all.length - 1].scrollIntoView({ block: "start" });
}).observe(document.body, { childList: true, subtree: true });

// The note on a figure opens above it or to its left where there is no room below or on the right.
function placeNote(event) {
  const figure = event.target.closest?.(".sg-fig");
  if (!figure) return;
  const [at, room] = [figure.getBoundingClientRect(), figure.closest("#chat").getBoundingClientRect()];
  const note = figure.querySelector(".sg-tip").getBoundingClientRect();
  figure.classList.toggle("sg-up", at.bottom + note.height + 12 > room.bottom);
  figure.classList.toggle("sg-left", at.left + note.width > room.right);
}
document.addEventListener("mouseover", placeNote);
document.addEventListener("focusin", placeNote);

// On a narrow page the data panel starts closed; it is drawn a little later than this runs.
function closePanel() {
  const toggle = document.querySelector(".sidebar.open .toggle-button");
  if (toggle) toggle.click();
  else requestAnimationFrame(closePanel);
}
if (window.innerWidth < 1000) closePanel();
