// Kalender: a date dragged to another day opens the same page as its form, with what that does. Nothing is saved here.
const form = document.getElementById("verzet");
const A_DAY = 86_400_000;
let held = null;

function dayOf(node) {
  const link = node.closest(".days td")?.querySelector("a");
  return link ? Date.parse(link.getAttribute("href").slice(-10)) : NaN;
}

function shifted(day, days) {
  return new Date(Date.parse(day) + days * A_DAY).toISOString().slice(0, 10);
}

function aim(cell) {
  document.querySelector(".days .aim")?.classList.remove("aim");
  cell?.classList.add("aim");
}

function begin(event) {
  const sign = event.target.closest?.("[data-plek]");
  if (!sign) return;
  held = { sign, day: dayOf(sign) };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", sign.dataset.plek);
}

function over(event) {
  const cell = event.target.closest?.(".days td");
  if (!held || !cell || Number.isNaN(dayOf(cell))) return;
  event.preventDefault();
  aim(cell);
}

function drop(event) {
  const cell = event.target.closest?.(".days td");
  if (!held || !cell || Number.isNaN(dayOf(cell))) return;
  event.preventDefault();
  const days = Math.round((dayOf(cell) - held.day) / A_DAY);
  const { plek, van, tot } = held.sign.dataset;
  if (days === 0) return;
  form.elements.plek.value = plek;
  form.elements.van.value = shifted(van, days);
  form.elements.tot.value = shifted(tot, days);
  form.requestSubmit();
}

if (form) {
  for (const sign of document.querySelectorAll(".days [data-plek]")) sign.draggable = true;
  document.addEventListener("dragstart", begin);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => {
    held = null;
    aim(null);
  });
}
