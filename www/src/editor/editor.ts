// The editor. It is in a shadow tree, where CodeMirror's styles need no permission from the page's policy.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import {
  drawSelection, dropCursor, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

import type { Problem } from "../reader/protocol.ts";
import { theme } from "./theme.ts";

const KEYS = "Tab leaves the editor. Ctrl+] or Cmd+] indents, Ctrl+[ or Cmd+[ takes that back.";
const MOST_MARKS = 1_000;
/** The longest part of a value that is underlined. */
const MOST_UNDERLINED = 200;

export interface Editor {
  setText(text: string): void;
  getText(): string;
  mark(problems: Problem[]): void;
  show(index: number): void;
  destroy(): void;
}

interface Options {
  label: string;
  text: string;
  readOnly?: boolean;
  onEdit?: (text: string) => void;
  /** Whether a pasted text should be opened in place of this one; it may be pasted over all of it. */
  isOpening?: (pasted: string, isAll: boolean) => boolean;
  onOpen?: (pasted: string) => void;
}

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--code-key)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--code-atom)" },
  { tag: tags.punctuation, color: "var(--ink-2)" },
]);

export function createEditor(host: HTMLElement, { label, text, readOnly = false, onEdit, isOpening, onOpen }: Options): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        highlightSpecialChars(),
        history(),
        drawSelection(),
        dropCursor(),
        bracketMatching(),
        highlightSelectionMatches(),
        EditorView.lineWrapping,
        EditorState.readOnly.of(readOnly),
        json(),
        syntaxHighlighting(highlight),
        theme,
        placeholder("Paste a history here, or drop a file anywhere"),
        keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...lintKeymap]),
        // Tab moves on, as it does everywhere on the page.
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", ...(readOnly ? {} : { "aria-description": KEYS }) }),
        readOnly ? [] : highlightActiveLine(),
        EditorView.domEventHandlers({
          paste: (event) => {
            const pasted = event.clipboardData?.getData("text/plain") ?? "";
            const { from, to } = view.state.selection.main;
            if (pasted === "" || isOpening?.(pasted, from === 0 && to === view.state.doc.length) !== true) return false;
            onOpen?.(pasted);
            event.preventDefault();
            return true;
          },
          // The page takes files, dropped anywhere.
          drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
        }),
        EditorView.updateListener.of(({ docChanged, state, transactions }) => {
          if (docChanged && !transactions.some((transaction) => transaction.isUserEvent("load"))) onEdit?.(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setText: (next) => {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next }, selection: { anchor: 0 }, userEvent: "load" });
      view.scrollDOM.scrollTop = 0;
    },
    getText: () => view.state.doc.toString(),
    mark: (problems) => view.dispatch(setDiagnostics(view.state, diagnostics(view.state.doc.toString(), problems))),
    show: (index) => {
      const at = Math.min(index, view.state.doc.length);
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function diagnostics(text: string, problems: Problem[]): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const { index, endIndex, severity, message, code } of problems.slice(0, MOST_MARKS)) {
    if (index === undefined || index > text.length) continue;
    // An end that comes early is marked on the last character.
    const from = Math.max(0, Math.min(index, text.length - 1));
    found.push({ from, to: endIndex === undefined ? end(text, from) : endOfMark(text, from, endIndex), severity: severity === "notice" ? "info" : severity, message, source: code });
  }
  return found;
}

/** A value of several lines is marked where it begins. */
function endOfMark(text: string, from: number, end: number): number {
  const line = text.indexOf("\n", from);
  return Math.min(Math.max(end, from), from + MOST_UNDERLINED, line < 0 ? Infinity : line);
}

/** Where what begins at an index ends: a string at its quote, a number or word behind it, a bracket behind itself. */
function end(text: string, from: number): number {
  const rest = text.slice(from, from + MOST_UNDERLINED);
  const [token = ""] = rest.match(/^"(?:[^"\\\n]|\\.)*"?|^[\w.+-]+|^./s) ?? [];
  return from + token.length;
}
