// Ticks that survive a lost connection. A form with `data-keep` goes through here: written down on this device first,
// then sent, and crossed out when the school answered. Without this script it is the plain form it is.
//
// `data-keep` names the fields that may lie on a device. A form in which anything else was filled in is sent as a plain
// form. A wish goes by its task; of a form without one by the field that `data-once` names, which is sent once only.
import * as journal from "./journal.js";
import { DONE, get } from "./asking.js";
import { Notice } from "./notice.js";
import * as rows from "./rows.js";
import { Sender } from "./sender.js";
import * as turn from "./turn.js";
import { KEPT, leaving, sent } from "./words.js";

const PROOF = "bewijs", TASK = "taak", AGAIN_SHOWN = "form[data-keep]";
// What is said of a wish once it is done: it has a name in it, so it is never written down.
const said = new Map();
let sender, notice;

export function start() {
  if (!journal.me()) return;
  sender = new Sender(told);
  notice = new Notice({ send: () => sender.soon(), again, drop });
  document.addEventListener("submit", pressed);
  window.addEventListener("online", () => sender.soon());
  window.addEventListener("storage", (event) => journal.isOurs(event) && draw());
  document.addEventListener("visibilitychange", () => document.hidden || sender.run());
  document.body.addEventListener("htmx:afterSettle", draw);
  draw();
  sender.run();
}

// --- pressing

function pressed(event) {
  if (event.defaultPrevented) return;
  if (event.target.matches("[data-leaves]")) return leave(event);
  const wishes = event.target.matches("[data-keep]") ? wishesOf(event.target, event.submitter) : [];
  const kept = wishes.map(journal.put);
  if (!kept.length || kept.includes(null)) return;
  event.preventDefault();
  if (event.submitter) said.set(kept[kept.length - 1].id, event.submitter.dataset.said);
  draw();
  sender.run();
}

function wishesOf(form, button) {
  const may = form.dataset.keep.split(" ");
  const every = [...new FormData(form).entries(), ...(button?.name ? [[button.name, button.value]] : [])];
  const fields = every.filter(([name, value]) => may.includes(name) && typeof value === "string");
  const others = every.filter(([name, value]) => !may.includes(name) && name !== PROOF && value !== "");
  if (others.length) return [];
  const path = rows.addressOf(form, button).pathname;
  const tasks = fields.filter(([name]) => name === TASK).flatMap(([, value]) => value.split(" "));
  return tasks.length ? tasks.map((task) => ofTask(path, task, fields)) : ofOnce(path, form.dataset.once, fields);
}

function ofTask(path, task, fields) {
  const rest = fields.filter(([name]) => name !== TASK);
  return { key: `taak:${task}`, task, does: path.split("/").pop(), path, fields: [...rest, [TASK, task]] };
}

function ofOnce(path, once, fields) {
  const mark = fields.find(([name]) => name === once);
  return mark ? [{ key: `eens:${mark[1]}`, task: "", does: "", path, fields }] : [];
}

// Let who signs out know once what stays behind here.
function leave(event) {
  const left = journal.all();
  if (!left.length || event.target.dataset.leaves === "gezegd") return;
  event.preventDefault();
  event.target.dataset.leaves = "gezegd";
  const words = document.createElement("p");
  words.className = "trouble";
  words.setAttribute("role", "alert");
  words.textContent = leaving(left);
  event.target.prepend(words);
}

// --- what came of it

async function told(round) {
  const place = turn.whereabouts();
  const done = round.sent.length || round.refused.length;
  const page = done && document.querySelector(AGAIN_SHOWN) ? await pageAfter(round.last) : "";
  if (page) turn.show(page);
  draw();
  turn.goOn(place);
  turn.say(news(round));
}

// The page that came back is the one to show when it is the one that is open: else that is asked for.
async function pageAfter(last) {
  if (last && new URL(last.url).pathname === location.pathname) return last.html;
  const found = await get(`${location.pathname}${location.search}`);
  return found.is === DONE ? found.html : "";
}

function news(round) {
  const words = round.sent.map((each) => said.get(each.id)).filter(Boolean);
  const later = round.sent.filter((each) => each.held);
  if (later.length) words.unshift(`${sent(later)}`);
  if (round.held.length) words.push(KEPT);
  else if (words.length) words.push(turn.standing());
  return words.join(" ");
}

function draw() {
  const wishes = journal.all();
  rows.draw(wishes, (wish) => sender.state(wish));
  notice.draw(wishes, sender);
}

function again(wish) {
  journal.note(wish, { asked: true });
  sender.soon();
}

function drop(wish) {
  sender.forget(wish);
  draw();
}
