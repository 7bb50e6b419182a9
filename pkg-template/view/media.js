// What the agent shows to the user: the outputs of `Show` and of its predecessors `show_media` and `media_showcase`.

import { canonicalToolName } from "./tools.js";
import { argumentsOf, toolInput } from "./arguments.js";

/** @type {typeof import("./media.js").media} */
export function media(call) {
  // A failed call showed nothing, although its input has outputs.
  if (canonicalToolName(call.name) !== "Show" || call.isError) return [];
  const { outputs = [] } = argumentsOf("Show", toolInput(call).value, !call.finished).value;
  // While a call arrives, its last output may be an incomplete address.
  const sure = call.finished ? outputs : outputs.slice(0, -1);
  return /** @type {import("./media.js").Medium[]} */ (sure.filter(isWhole));
}

/**
 * Whether an output can be shown. The tool checks this too, but calls are visible before they run.
 *
 * @param {import("../pure/generated/tools.js").ShowOutput} output
 */
function isWhole({ type, title, path, data, config }) {
  if (type === undefined || title === undefined) return false;
  if (type === "markdown" || type === "json" || type === "status") return data !== undefined;
  if (type === "gsap_animation") return isAddress(config?.url);
  return type === "remotion_title" ? config !== undefined : isAddress(path) || isAbsolutePath(path);
}

/** @param {unknown} text */
const isAddress = (text) => typeof text === "string" && /^https?:\/\/./i.test(text);

/** @param {string | undefined} path of the oldest calls */
const isAbsolutePath = (path = "") => /^(?:\/|[a-z]:[\\/])/i.test(path);
