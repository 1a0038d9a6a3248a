// Each line of the page shows what waits for it: on its way, or kept on this device, with the way to take that back.
import { isBack, KEPT, KEPT_BACK } from "./words.js";

const main = () => document.getElementById("inhoud");

export function draw(wishes, stateOf) {
  clear();
  for (const wish of wishes) {
    const row = rowOf(wish);
    if (row && stateOf(wish) === "moving") busy(row.button);
    if (row && stateOf(wish) === "held") kept(row, wish);
  }
}

function clear() {
  main().querySelectorAll("[data-waits]").forEach((each) => each.remove());
  main().querySelectorAll("[data-aside]").forEach((each) => back(each));
  main().querySelectorAll("[aria-busy]").forEach((each) => each.removeAttribute("aria-busy"));
}

function back(element) {
  element.hidden = false;
  element.removeAttribute("data-aside");
}

const busy = (button) => button.setAttribute("aria-busy", "true");

// The line of a task, and the button that was pressed in it; null when the page as it stands has none.
function rowOf(wish) {
  const buttons = main().querySelectorAll(`button[name="taak"][value="${CSS.escape(wish.task || "")}"]`);
  const button = [...buttons].find((each) => does(each) === wish.does);
  const line = button?.closest("li, .said");
  return line ? { button, line } : null;
}

export function does(button) {
  return addressOf(button.form, button).pathname.split("/").pop();
}

export function addressOf(form, button) {
  return new URL(button?.getAttribute("formaction") || form.getAttribute("action"), location.href);
}

function kept({ button, line }, wish) {
  button.hidden = true;
  button.dataset.aside = "";
  if (!isBack(wish)) button.after(mark(button));
  line.append(words(isBack(wish) ? KEPT_BACK : KEPT, wish), otherwise(button, wish));
}

function mark(button) {
  const made = made_("span", button.matches(".child") ? "child waiting" : "waiting");
  const round = made_("span", "ticked");
  round.setAttribute("aria-hidden", "true");
  made.append(round);
  if (button.matches(".child")) made.append(button.dataset.name);
  return made;
}

function words(text, wish) {
  const made = made_("span", "keeps");
  made.id = `wacht-${wish.task}`;
  made.textContent = text;
  return made;
}

// The button that wishes the opposite: it goes the same way, and takes the place of what waits.
function otherwise(button, wish) {
  const made = made_("button", "plain");
  const address = addressOf(button.form, button);
  address.pathname = address.pathname.replace(/[^/]+$/, isBack(wish) ? "vink" : "terug");
  made.name = "taak";
  made.value = wish.task;
  made.setAttribute("formaction", address.pathname);
  made.setAttribute("form", formId(button.form));
  made.setAttribute("aria-label", `${isBack(wish) ? "Toch afvinken" : "Toch niet"}: ${button.dataset.name}`);
  made.setAttribute("aria-describedby", `wacht-${wish.task}`);
  made.dataset.name = button.dataset.name;
  made.textContent = isBack(wish) ? "Toch afvinken" : "Toch niet";
  return made;
}

function formId(form) {
  form.id ||= `vorm-${Math.random().toString(36).slice(2)}`;
  return form.id;
}

function made_(tag, look) {
  const made = document.createElement(tag);
  made.className = look;
  made.setAttribute("data-waits", "");
  return made;
}
