// A tool call in one line.

import { tools } from "./tools.js";

/** @typedef {any} Arguments those known so far; each has its declared type */

/** Longer lines are cut: they are for display, and an argument may be megabytes long. */
const LONGEST = 200;

/** @type {(text: string | undefined) => string} */
const firstLine = (text = "") => text.trimStart().split("\n", 1)[0];

/** @type {(given: Arguments) => string} */
const search = ({ pattern, path, glob }) => pattern && [pattern, path ?? glob].filter((part) => part !== undefined).join(" in ");

/** For tools without a single argument that describes the call. @type {{ readonly [name: string]: (given: Arguments) => string | undefined }} */
const HEADLINES = {
  Glob: search,
  Grep: search,
  TodoWrite: ({ todos = [] }) => todosIn(todos),
  ExitPlanMode: ({ plan }) => firstLine(plan).replace(/^#+\s*/, ""),
  Show: ({ outputs = [] }) => outputs.flatMap((/** @type {Arguments} */ { title }) => title || []).join(", "),
  Browser: ({ description, action, url, query, text, key, ref, index }) =>
    description ?? [action, url ?? query ?? text ?? key ?? ref ?? index].filter((part) => part !== undefined).join(" "),
  PythonExecution: ({ code }) => firstLine(code),
};

/** @param {Arguments[]} todos */
function todosIn(todos) {
  const { length } = todos;
  const current = todos.find(({ status }) => status === "in_progress")?.content;
  return length ? `${length} todo${length > 1 ? "s" : ""}${current === undefined ? "" : `: ${current}`}` : "";
}

/** @type {typeof import("./headline.js").headlineOf} */
export function headlineOf(name, given) {
  const fields = tools().get(name)?.fields.filter(({ mark }) => mark).map((field) => given[field.name]);
  const text = Object.hasOwn(HEADLINES, name) ? HEADLINES[name](given) : (fields ?? Object.values(given)).find((value) => typeof value === "string");
  // Cut first, so that the pattern has little to search.
  const line = String(text ?? "").slice(0, 4 * LONGEST).replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
