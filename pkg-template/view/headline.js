// What a tool call is about, in one line.

/** @typedef {any} Arguments as far as they are known; those that are there are of the declared type */

/** A line that is longer is cut: it is for the eye, and an argument may be megabytes long. */
const LONGEST = 200;

/** @type {(text: string | undefined) => string} */
const firstLine = (text = "") => text.trimStart().split("\n", 1)[0];

/** @type {(where: string | undefined, word: string) => string} */
const after = (where, word) => (where === undefined ? "" : ` ${word} ${where}`);

/** @type {{ readonly [name: string]: (given: Arguments) => string | undefined }} */
const HEADLINES = {
  Bash: ({ command }) => command,
  ReadText: ({ file_path }) => file_path,
  Write: ({ file_path }) => file_path,
  Edit: ({ file_path }) => file_path,
  ReadMedia: ({ file_path, directory_path }) => file_path ?? directory_path,
  Glob: ({ pattern, path }) => pattern && pattern + after(path, "in"),
  Grep: ({ pattern, path, glob }) => pattern && pattern + after(path ?? glob, "in"),
  Search: ({ query }) => query,
  WebFetch: ({ url }) => url,
  Task: ({ description, prompt }) => description ?? prompt,
  TodoWrite: ({ todos = [] }) => todosIn(todos),
  ExitPlanMode: ({ plan }) => firstLine(plan).replace(/^#+\s*/, ""),
  Show: ({ outputs = [] }) => outputs.flatMap((/** @type {Arguments} */ { title }) => title || []).join(", "),
  Notify: ({ title }) => title,
  Browser: ({ description, action, url, query, text, key, ref, index }) =>
    description ?? [action, url ?? query ?? text ?? key ?? ref ?? index].filter((part) => part !== undefined).join(" "),
  PythonExecution: ({ code }) => firstLine(code),
  ls: ({ path }) => path,
};

/** @param {Arguments[]} todos */
function todosIn(todos) {
  if (todos.length === 0) return "";
  const current = todos.find(({ status }) => status === "in_progress")?.content;
  return `${todos.length} ${todos.length === 1 ? "todo" : "todos"}${current === undefined ? "" : `: ${current}`}`;
}

/** @type {typeof import("./headline.js").headlineOf} */
export function headlineOf(name, given) {
  const text = Object.hasOwn(HEADLINES, name)
    ? HEADLINES[name](given)
    : Object.values(given).find((value) => typeof value === "string");
  // Cut first: the pattern then has little to go through.
  const line = String(text ?? "").slice(0, 4 * LONGEST).replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
