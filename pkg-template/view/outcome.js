// What a tool's result says besides its text. The backend marks few failures as such: a command that failed, a call that
// the user refused, a file that could not be read are told in the result's words alone.

/** How the result of a call begins that the user did not permit. */
const REFUSED = "The user doesn't want to proceed with this tool use.";
/** How the result of a call reads that ended before it ran. */
const CANCELLED = /^Tool execution cancell?ed/;
/** The last line of a shell's output, if the command failed or was ended. */
const EXIT_CODE = /(?:^|\n)Exit code (-?\d+)\s*$/;
const ABORTED = /(?:^|\n)([^\n]*\baborted before completion\b[^\n]*)\s*$/;

/** @typedef {import("./outcome.js").Outcome} Outcome */

/** @type {Outcome} */
const UNKNOWN = { isKnown: false, isRefused: false, isCancelled: false, exitCode: undefined, failure: undefined, screenshots: [] };

/** @type {typeof import("./outcome.js").outcomeOf} */
export function outcomeOf(name, given, result, isError, isMcp) {
  if (result === undefined) return UNKNOWN;
  const isRefused = result.startsWith(REFUSED) || (isMcp && isError === true && result === "permission denied");
  const isCancelled = isError === true && CANCELLED.test(result);
  const outcome = { ...UNKNOWN, isKnown: true, isRefused, isCancelled };
  if (isRefused || isError) return outcome;
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  return { ...outcome, ...read?.(result, given) };
}

/** @type {{ readonly [name: string]: (result: string, given: { readonly [name: string]: any }) => Partial<Outcome> }} */
const READERS = { Bash: shell, PythonExecution: python, ReadMedia: media, Browser: browser };

/** @param {string} result */
function shell(result) {
  // Only the end is searched: the output before it may be long.
  const end = result.slice(-200);
  const exitCode = Number(EXIT_CODE.exec(end)?.[1] ?? 0);
  if (exitCode !== 0) return { exitCode, failure: `Exit code ${exitCode}` };
  const aborted = ABORTED.exec(end)?.[1];
  return aborted === undefined ? { exitCode } : { failure: aborted };
}

/** @param {string} result */
function python(result) {
  const { return_code: exitCode, stderr } = objectOf(result);
  if (!Number.isInteger(exitCode)) return {};
  if (exitCode === 0) return { exitCode };
  const lastLine = typeof stderr === "string" ? stderr.trim().split("\n").at(-1) : "";
  return { exitCode, failure: lastLine || `Exit code ${exitCode}` };
}

/** @param {string} result */
function media(result) {
  const { results } = objectOf(result);
  const failed = Array.isArray(results) ? results.filter((file) => typeof file?.error === "string" && file.error !== "") : [];
  return failed.length === 0 ? {} : { failure: failed.map(({ file_path, error }) => (file_path ? `${file_path}: ${error}` : error)).join("\n") };
}

/**
 * @param {string} result
 * @param {{ readonly [name: string]: any }} given
 */
function browser(result, { action }) {
  // Other actions give the texts of pages, in which anything may stand.
  if (action !== "sequence") return {};
  const screenshots = Array.from(result.matchAll(/^[ \t]*(?:[^\s:]+[ \t]+)?Display URL:[ \t]*(https?:\/\/\S+)/gm), ([, url]) => url);
  const [line, done, all] = /^.*\((\d+)\/(\d+) successful\).*/m.exec(result) ?? [];
  return line !== undefined && Number(done) < Number(all) ? { screenshots, failure: line.trim() } : { screenshots };
}

/**
 * @param {string} result
 * @returns {{ [key: string]: any }}
 */
function objectOf(result) {
  try {
    return Object(JSON.parse(result));
  } catch {
    return {};
  }
}
