// The text of a rule file in an editor: marks while typing, words that may come, and the text area kept in step.
// Without this script, or when it fails, the text area and its buttons do the same work.
// It lives in a shadow root: its styles are constructed sheets there, which a strict content policy allows.
import { acceptCompletion, autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, linter } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState, StateEffect } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { DRESS } from "./parts/dress.js";
import { DUTCH } from "./parts/dutch.js";

const QUIET_MS = 400;
const NO_LINE = "Nakijken tijdens het typen lukt nu niet. Je tekst blijft staan.";
const NOBODY = "Je bent niet meer aangemeld. Je tekst blijft staan: meld je in een ander tabblad aan, en typ hier verder.";
const TOO_LONG = "Deze tekst is te lang om na te kijken. Verdeel hem over twee bestanden.";

function start(area) {
  const form = area.form;
  const checks = checker(form, document.getElementById("nakijken"));
  const kept = keeper(form, area);
  const root = beside(area);
  const view = new EditorView({ parent: root, root, state: EditorState.create({ doc: kept.text(), extensions: all(area, form, checks) }) });
  let sent = false;
  form.addEventListener("submit", () => {
    area.value = view.state.doc.toString();
    sent = true;
  });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("pagehide", () => kept.keep(view.state.doc.toString()));
  window.addEventListener("beforeunload", (event) => {
    if (!sent && (view.state.doc.toString() !== kept.saved)) event.preventDefault();
  });
  window.addEventListener("online", () => view.dispatch({ effects: CHECK_AGAIN.of(null) }));
  const name = document.getElementById("tekst-naam");
  name.removeAttribute("for");
  name.addEventListener("click", () => view.focus());
  goTo(view, document.getElementById("regel"));
}

// What is typed over this version of the file stays in this tab: the browser's way back brings it again.
function keeper(form, area) {
  const place = `${form.action} ${form.elements.versie.value}`;
  const fromFile = !("unsaved" in form.dataset);
  // What the page came with: somebody may have typed in the plain field before this script was there.
  const saved = fromFile ? area.defaultValue : null;
  return {
    saved,
    keep: (text) => (text === saved ? sessionStorage.removeItem(place) : sessionStorage.setItem(place, text)),
    text: () => (area.value === saved && sessionStorage.getItem(place)) || area.value,
  };
}

function all(area, form, checks) {
  return [
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
    highlightSelectionMatches(), indentUnit.of("  "), EditorState.tabSize.of(2), yaml(), DRESS,
    EditorState.phrases.of(DUTCH), lintGutter(), linter((view) => marks(view, checks), { delay: QUIET_MS, needsRefresh: asksAgain }),
    autocompletion({ override: [(context) => offers(context, form)], icons: false }),
    // Tab goes on to the button, as everywhere on a page; a line goes in and out with Ctrl and a bracket.
    keymap.of([
      { key: "Tab", run: acceptCompletion }, { key: "Mod-]", run: indentMore }, { key: "Mod-[", run: indentLess },
      ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap,
    ]),
    EditorView.contentAttributes.of({ "aria-label": label(), tabindex: "0", "aria-description": help(), spellcheck: "false", autocapitalize: "none" }),
    EditorView.updateListener.of((update) => { if (update.docChanged) area.value = update.state.doc.toString(); }),
  ];
}

// No id reaches into a shadow root, so the words themselves go along.
const label = () => document.getElementById("tekst-naam").textContent;
const help = () => document.getElementById("tekst-hulp").textContent;

function beside(area) {
  const place = document.createElement("div");
  place.className = "typing";
  const numbered = area.closest(".numbered");
  numbered.before(place);
  numbered.hidden = true;
  document.getElementById("tekst-hulp").hidden = false;
  return place.attachShadow({ mode: "open" });
}

// Ask our own pages, with the proof of this form. Raises the sentence to show when there is no answer.
async function ask(form, what, fields) {
  const body = new URLSearchParams({ ...fields, bewijs: form.elements.bewijs.value });
  const answer = await fetch(form.dataset[what], { method: "POST", body, redirect: "manual" }).catch(() => null);
  if (!answer) throw NO_LINE;
  if (answer.type === "opaqueredirect" || answer.status === 403) throw NOBODY;
  if (!answer.ok) throw answer.status === 413 ? TOO_LONG : NO_LINE;
  return answer.json();
}

// Look a text over; without an answer the marks of before stay, and why is said until there is one again.
function checker(form, status) {
  let last = [];
  return async (text) => {
    try {
      last = await ask(form, "marks", { tekst: text });
      status.textContent = "";
    } catch (why) {
      status.textContent = typeof why === "string" ? why : NO_LINE;
    }
    return last;
  };
}

// --- marks

const CHECK_AGAIN = StateEffect.define();
const asksAgain = (update) => update.transactions.some((each) => each.effects.some((one) => one.is(CHECK_AGAIN)));

async function marks(view, checks) {
  const doc = view.state.doc;
  return (await checks(doc.toString())).map((each) => diagnostic(doc, each));
}

function diagnostic(doc, mark) {
  const line = doc.line(Math.min(Math.max(mark.line, 1), doc.lines));
  const from = Math.min(line.from + Math.max(mark.column - 1, 0), line.to);
  const wrong = mark.wrong ? line.text.indexOf(mark.wrong, from - line.from) : -1;
  const begin = wrong < 0 ? from : line.from + wrong;
  const end = wrong < 0 ? line.to : begin + mark.wrong.length;
  const replace = (view, a, b) => view.dispatch({ changes: { from: a, to: b, insert: mark.right } });
  return {
    from: begin, to: Math.max(end, begin), severity: mark.isError ? "error" : "warning", message: mark.message,
    actions: wrong < 0 || !mark.right ? [] : [{ name: `Vervang door "${mark.right}"`, apply: replace }],
  };
}

// --- words

async function offers(context, form) {
  const line = context.state.doc.lineAt(context.pos);
  const column = context.pos - line.from;
  const typed = context.matchBefore(/[\w-]+/);
  if (!context.explicit && !typed && !/[:\[,]\s$|(na|voor|op)\s$/.test(line.text.slice(0, column))) return null;
  const fields = { tekst: context.state.doc.toString(), regel: line.number, kolom: column + 1 };
  const found = await ask(form, "offers", fields).catch(() => []);
  if (!found.length || context.aborted) return null;
  const options = found.map((each) => ({ label: each.text.trim(), apply: each.text, detail: each.help }));
  return { from: line.from + found[0].begin - 1, options, validFor: /^[\w-]*$/ };
}

function goTo(view, asked) {
  const number = asked ? Number(asked.textContent) : 0;
  if (!number || number > view.state.doc.lines) return;
  const at = view.state.doc.line(number).from;
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
}

const area = document.getElementById("tekst");
if (area) start(area);
