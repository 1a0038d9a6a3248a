// Forms with words in them (a remark, why something does not apply) go by HTMX, and never lie on the device: when they
// cannot be sent, what was typed stays where it stands, and why is said beside it.
import { DONE, get } from "./asking.js";
import { root } from "./journal.js";
import * as turn from "./turn.js";
import { AGAIN, FAILED, STRANGER, TYPED } from "./words.js";

let place = null;

export function start() {
  on("htmx:configRequest", ({ detail }) => detail.parameters.set("bewijs", document.body.dataset.proof));
  on("htmx:beforeRequest", begin);
  on("htmx:afterRequest", ({ target }) => buttonsOf(target).forEach((each) => each.removeAttribute("aria-busy")));
  on("htmx:sendError", ({ target }) => trouble(target, TYPED));
  on("htmx:timeout", ({ target }) => trouble(target, TYPED));
  on("htmx:responseError", failed);
  on("htmx:beforeSwap", before);
  on("htmx:afterSettle", after);
}

const on = (name, listen) => document.body.addEventListener(name, (event) => isOurs(event) && listen(event));
const isOurs = ({ detail, target }) => (detail.requestConfig?.elt || detail.elt || target).matches?.("form[hx-post]");
const buttonsOf = (form) => [...form.querySelectorAll("button")];

function begin({ target }) {
  target.querySelector(".trouble")?.remove();
  buttonsOf(target).forEach((each) => each.setAttribute("aria-busy", "true"));
}

function before({ target, detail }) {
  place = turn.whereabouts();
  if (!new URL(detail.xhr.responseURL).pathname.startsWith(`${root()}/aanmelden`)) return;
  detail.shouldSwap = false;
  trouble(detail.requestConfig.elt || target, STRANGER);
}

function after({ detail }) {
  if (detail.xhr.status >= 400) return;
  turn.goOn(place);
  turn.say(detail.requestConfig.elt.dataset.said);
}

// Somebody signed in again beside this page: its proof is replaced, and one more press will do.
async function failed({ target, detail }) {
  if (detail.xhr.status !== 403) return trouble(target, FAILED);
  const found = await get(`${root()}/taken`);
  if (found.is !== DONE) return trouble(target, found.is === "stranger" ? STRANGER : TYPED);
  document.body.dataset.proof = found.page.body.dataset.proof;
  trouble(target, AGAIN);
}

function trouble(form, words) {
  form.querySelector(".trouble")?.remove();
  const line = document.createElement("p");
  line.className = "trouble";
  line.setAttribute("role", "alert");
  line.textContent = words;
  form.prepend(line);
}
