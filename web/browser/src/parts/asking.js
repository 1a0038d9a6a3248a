// One request to our own pages, and what its answer means. Nothing is decided here about what to do next.
import { me, root } from "./journal.js";

const PATIENCE = 15_000;
// It did go, but nobody was at home: the same again later may well succeed.
const LATER = new Set([408, 429, 502, 503, 504]);
export const DONE = "done", LOST = "lost", STRANGER = "stranger", BROKEN = "broken", REFUSED = "refused";

// Send a wish with the proof of the page that is open; when that is no longer good, with a fresh one.
export async function send(wish) {
  const answer = await post(wish);
  if (answer.status !== 403) return answer;
  const now = await get(`${root()}/taken`);
  if (now.is !== DONE) return now;
  document.body.dataset.proof = now.page.body.dataset.proof;
  return post(wish);
}

export const get = (address) => answered(address, {});

function post(wish) {
  const body = new URLSearchParams(wish.fields);
  body.set("bewijs", document.body.dataset.proof);
  const ago = Date.now() - wish.at;
  if (wish.held || ago > 2_000) {
    body.set("geleden", String(Math.max(0, ago)));
    body.set("begon", String(Math.max(0, Date.now() - wish.since)));
  }
  return answered(wish.path, { method: "POST", body });
}

async function answered(address, options) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(address, { ...options, credentials: "same-origin", signal: stop.signal });
    return meant(answer, await answer.text());
  } catch {
    return { is: LOST, status: 0 };
  } finally {
    clearTimeout(clock);
  }
}

// A good answer is a page of ours for who is signed in here: whatever stands between us and the school may say 200 too.
function meant(answer, html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const found = { status: answer.status, url: answer.url, html, page };
  if (LATER.has(answer.status)) return { ...found, is: LOST };
  if (answer.status >= 500) return { ...found, is: BROKEN };
  if (!answer.ok) return { ...found, is: REFUSED, why: reason(page) };
  if (page.body.dataset.who === me()) return { ...found, is: DONE };
  const elsewhere = page.body.dataset.who || new URL(answer.url).pathname.startsWith(`${root()}/aanmelden`);
  return { ...found, is: elsewhere ? STRANGER : LOST };
}

function reason(page) {
  const said = page.querySelector("main .trouble") || page.querySelector("main h1 + p");
  return said ? said.textContent.trim() : "";
}
