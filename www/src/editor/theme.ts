// The editor's looks: those of the page, whose colours reach into its shadow tree as custom properties.

import { EditorView } from "@codemirror/view";

const underline = (colour: string) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline wavy ${colour} 1.5px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});

export const theme = EditorView.theme({
  "&": { height: "100%", fontSize: "var(--text-s)", color: "var(--ink)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.6", overflowX: "hidden" },
  ".cm-content": { caretColor: "var(--accent)", padding: "12px 0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-line": { padding: "0 16px 0 4px" },
  ".cm-placeholder": { color: "var(--ink-2)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--ink-3)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 12px", minWidth: "32px" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 4px" },
  ".cm-activeLine": { backgroundColor: "var(--active-line)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection) !important" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)" },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  ".cm-specialChar": { color: "var(--bad)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--sunken)", border: "1px solid var(--line)", color: "var(--ink-2)" },
  ".cm-lintRange-error": underline("var(--bad)"),
  ".cm-lintRange-warning": underline("var(--warn)"),
  ".cm-lintRange-info": underline("var(--accent)"),
  ".cm-lintRange-active": { backgroundColor: "var(--bad-soft)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)", border: "1px solid var(--line)", borderRadius: "8px", boxShadow: "var(--shadow)",
    overflow: "hidden", fontFamily: "var(--sans)", maxWidth: "min(420px, 80vw)",
  },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "3px solid var(--bad)", overflowWrap: "anywhere" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--accent)" },
  ".cm-diagnosticSource": { fontSize: "var(--text-xs)", fontFamily: "var(--mono)", opacity: "1", color: "var(--ink-2)" },
  ".cm-panels": { backgroundColor: "var(--sunken)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { padding: "8px 12px", fontFamily: "var(--sans)" },
  ".cm-panel input, .cm-panel button, .cm-panel label": { fontSize: "var(--text-xs)" },
  ".cm-textfield": { backgroundColor: "var(--paper)", borderColor: "var(--line)", color: "var(--ink)" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--paper)", borderColor: "var(--line)", color: "var(--ink)" },
});
