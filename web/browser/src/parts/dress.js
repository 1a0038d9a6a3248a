// The look of the editor, in the colours of the page: those are known inside it too, by day and by night.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const EDGE = "1px solid var(--edge)";
const LETTERS = 'ui-monospace, "SF Mono", Consolas, "Liberation Mono", monospace';

const PARTS = EditorView.theme({
  "&": { maxHeight: "70vh", borderRadius: "0.5rem", backgroundColor: "var(--sheet)", color: "var(--ink)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { minHeight: "14rem", fontFamily: LETTERS, fontSize: "0.875rem", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { borderRight: "1px solid var(--line)", backgroundColor: "var(--sheet)", color: "var(--soft)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--wash)",
  },
  ".cm-selectionMatch, .cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--wash)" },
  ".cm-tooltip, .cm-panels": {
    border: EDGE, borderRadius: "0.375rem", backgroundColor: "var(--sheet)", color: "var(--ink)", fontSize: "0.875rem",
  },
  ".cm-tooltip": { maxWidth: "min(36rem, 92vw)" },
  ".cm-tooltip-autocomplete > ul": { maxWidth: "min(36rem, 92vw)", fontFamily: LETTERS },
  ".cm-tooltip-autocomplete > ul > li": { padding: "0.25rem 0.5rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--green)", color: "var(--on-green)" },
  ".cm-completionDetail": { marginLeft: "0.75rem", fontStyle: "normal", fontFamily: "system-ui, sans-serif" },
  ".cm-diagnostic": { padding: "0.375rem 0.75rem" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--rust)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--edge)" },
  ".cm-diagnosticAction": {
    minHeight: "1.75rem", padding: "0.125rem 0.5rem", backgroundColor: "var(--green)", color: "var(--on-green)",
  },
  ".cm-lintRange": {
    backgroundImage: "none", textDecoration: "underline wavy var(--rust)", textDecorationSkipInk: "none",
  },
  ".cm-lint-marker": { content: "none", width: "0.75rem", height: "0.75rem", borderRadius: "50%" },
  ".cm-lint-marker-error": { backgroundColor: "var(--rust)" },
  ".cm-lint-marker-warning": { backgroundColor: "var(--edge)" },
});

const WORDS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--green)" },
  { tag: [tags.comment, tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]);

export const DRESS = [PARTS, syntaxHighlighting(WORDS)];
