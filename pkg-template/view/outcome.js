// What a tool's result says about the outcome. The backend marks few failures as such: for a command that failed, a call
// that the user refused or a file that could not be read, only the result's words say so.

/** How the result of a call that the user did not permit begins. */
const REFUSED = "The user doesn't want to proceed with this tool use.";
/** The result of a call that ended before it ran. */
const CANCELLED = /^Tool execution cancell?ed/;
/** The last line of a shell's output if the command failed or was killed. */
const END_OF_SHELL = /(?:^|\n)(?:Exit code (-?\d+)|([^\n]*\baborted before completion\b[^\n]*))\s*$/;

/** @typedef {import("./outcome.js").Outcome} Outcome */

/** @type {typeof import("./outcome.js").outcomeOf} */
export function outcomeOf(name, { action }, result, isError, isMcp) {
  if (result === undefined && isError === undefined) return {};
  const text = result ?? "";
  if (text.startsWith(REFUSED) || (isMcp && isError && text === "permission denied")) return { phase: "failed", isRefused: true };
  if (isError) return { phase: CANCELLED.test(text) ? "interrupted" : "failed" };
  return { phase: "done", ...(result === undefined ? undefined : said()) };

  /** @returns {Outcome} */
  function said() {
    switch (name) {
      case "Bash": {
        // Only the end is searched: the output may be long.
        const [, code, failure] = END_OF_SHELL.exec(text.slice(-200)) ?? [];
        return failure === undefined ? exit(Number(code ?? 0)) : { failure };
      }
      case "PythonExecution": {
        const { return_code: code, stderr } = objectOf(text);
        return Number.isInteger(code) ? exit(code, typeof stderr === "string" ? stderr.trim().split("\n").at(-1) : "") : {};
      }
      case "ReadMedia": {
        const { results } = objectOf(text);
        const failed = Array.isArray(results) ? results.filter((file) => typeof file?.error === "string" && file.error) : [];
        return { failure: failed.map(({ file_path, error }) => (file_path ? `${file_path}: ${error}` : error)).join("\n") || undefined };
      }
    }
    // The browser's other actions return the texts of pages, which may contain anything.
    if (name !== "Browser" || action !== "sequence") return {};
    const [line, done, all] = /^.*\((\d+)\/(\d+) successful\).*/m.exec(text) ?? [];
    return {
      screenshots: Array.from(text.matchAll(/^[ \t]*(?:[^\s:]+[ \t]+)?Display URL:[ \t]*(https?:\/\/\S+)/gm), ([, url]) => url),
      failure: Number(done) < Number(all) ? line?.trim() : undefined,
    };
  }
}

/**
 * @param {number} exitCode
 * @param {string} [reason]
 */
const exit = (exitCode, reason) => ({ exitCode, failure: exitCode ? reason || `Exit code ${exitCode}` : undefined });

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
