// The text of a rule file in an editor: marks while typing, words that may come, and the text area kept in step.
// Without this script, or when it fails, the text area and its buttons do the same work.
// It lives in a shadow root: its styles are constructed sheets there, which a strict content policy allows.
import { acceptCompletion, autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, linter } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { DRESS } from "./parts/dress.js";
import { DUTCH } from "./parts/dutch.js";

const QUIET_MS = 400;

function start(area) {
  const form = area.form;
  const status = document.getElementById("nakijken");
  const ask = asker(form, status);
  const root = beside(area);
  const view = new EditorView({ parent: root, root, state: EditorState.create({ doc: area.value, extensions: all(area, ask) }) });
  let saved = area.value;
  form.addEventListener("submit", () => {
    area.value = view.state.doc.toString();
    saved = area.value;
  });
  window.addEventListener("beforeunload", (event) => {
    if (view.state.doc.toString() !== saved) event.preventDefault();
  });
  const name = document.getElementById("tekst-naam");
  name.removeAttribute("for");
  name.addEventListener("click", () => view.focus());
  goTo(view, document.getElementById("regel"));
}

function all(area, ask) {
  return [
    lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
    highlightSelectionMatches(), indentUnit.of("  "), EditorState.tabSize.of(2), yaml(), DRESS,
    EditorState.phrases.of(DUTCH), lintGutter(), linter((view) => marks(view, ask), { delay: QUIET_MS }),
    autocompletion({ override: [(context) => offers(context, ask)], icons: false }),
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

// Ask our own pages, with the proof of this form. Null when there is no answer: what is typed stays, and it is said.
function asker(form, status) {
  return async (what, fields) => {
    const address = form.dataset[what];
    const body = new URLSearchParams({ ...fields, bewijs: form.elements.bewijs.value });
    try {
      const answer = await fetch(address, { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      status.textContent = "";
      return await answer.json();
    } catch {
      status.textContent = "Nakijken tijdens het typen lukt nu niet. Je tekst blijft staan.";
      return null;
    }
  };
}

// --- marks

async function marks(view, ask) {
  const doc = view.state.doc;
  const found = await ask("marks", { tekst: doc.toString() });
  return (found ?? []).map((each) => diagnostic(doc, each));
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

async function offers(context, ask) {
  const line = context.state.doc.lineAt(context.pos);
  const column = context.pos - line.from;
  const typed = context.matchBefore(/[\w-]+/);
  if (!context.explicit && !typed && !/[:\[,]\s$|(na|voor|op)\s$/.test(line.text.slice(0, column))) return null;
  const found = await ask("offers", { tekst: context.state.doc.toString(), regel: line.number, kolom: column + 1 });
  if (!found || !found.length || context.aborted) return null;
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
