// The page of an answer put in place of the one that is open, with the focus where somebody goes on.
import htmx from "htmx.org";

const MAIN = "#inhoud";
const TICK = 'button[name="taak"]:not([formaction])';
const main = () => document.querySelector(MAIN);
const isSeen = (element) => element && element.checkVisibility !== undefined ? element.checkVisibility() : !!element;

export function show(html) {
  const place = whereabouts();
  htmx.swap(MAIN, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: MAIN });
  return place;
}

// Say something to who cannot see it. The same words twice are said twice.
export function say(words) {
  const line = document.getElementById("gezegd");
  if (!line || !words) return;
  line.textContent = "";
  setTimeout(() => (line.textContent = words), 50);
}

// How far the list on this page is, in the words it has itself.
export const standing = () => document.querySelector("[data-stand]")?.dataset.stand || "";

// Where the focus is on this page, to find it back after the page changed; null when it is on nothing of it.
export function whereabouts() {
  const here = document.activeElement;
  if (!here || here === main() || !main()?.contains(here)) return null;
  return { like: likeness(here), key: here.value, isBack: here.matches("button[formaction]"), order: values() };
}

// Give the focus back: to the same control, to the next child, to what takes back, or to the page.
export function goOn(place) {
  if (!place || isSeen(main().contains(document.activeElement) && document.activeElement)) return;
  const found = candidates(place).find(isSeen) || main();
  found.focus();
}

function candidates(place) {
  const at = place.order.indexOf(place.key);
  const next = [...place.order.slice(at + 1), ...place.order.slice(0, Math.max(at, 0)).reverse()];
  const same = place.like ? [...document.querySelectorAll(`${MAIN} ${place.like}`)] : [];
  const own = ticks().filter((each) => each.value === place.key);
  const others = next.flatMap((key) => ticks().filter((each) => each.value === key));
  const back = [...main().querySelectorAll(`button[name="taak"][value="${CSS.escape(place.key || "")}"]`)];
  return [...same, ...(place.isBack ? own : []), ...others, ...back, ...main().querySelectorAll("button")];
}

const ticks = () => [...main().querySelectorAll(TICK)];
const values = () => ticks().map((each) => each.value);

function likeness(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  if (element.matches("a[href]")) return `a[href="${CSS.escape(element.getAttribute("href"))}"]`;
  if (!element.matches('button[name="taak"]')) return "";
  const back = element.getAttribute("formaction");
  const way = back ? `[formaction="${CSS.escape(back)}"]` : ":not([formaction])";
  return `button[name="taak"][value="${CSS.escape(element.value)}"]${way}`;
}
