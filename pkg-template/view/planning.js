// The agent's list of things to do, and its plan.

import { canonicalToolName } from "./tools.js";
import { argumentsOf, toolInput } from "./arguments.js";

/** @type {typeof import("./planning.js").todos} */
export function todos(messages) {
  return lastOf(messages, "TodoWrite", ({ todos = [] }) => (todos.length > 0 ? todos : undefined)) ?? [];
}

/** @type {typeof import("./planning.js").plan} */
export function plan(messages) {
  return lastOf(messages, "ExitPlanMode", ({ plan }) => plan || undefined);
}

/**
 * What the last call of a tool provides. A failed call changed nothing, and one whose arguments still arrive would make the
 * list start over.
 *
 * @template {"TodoWrite" | "ExitPlanMode"} Name
 * @template Found
 * @param {readonly import("./planning.js").ToolCallHolder[]} messages
 * @param {Name} name
 * @param {(given: import("./arguments.js").ArgumentsOf<Name>) => Found | undefined} find
 */
function lastOf(messages, name, find) {
  for (let at = messages.length - 1; at >= 0; at--) {
    for (const call of [...(messages[at].toolCalls ?? [])].reverse()) {
      if (canonicalToolName(call.name) !== name || call.isError || !call.finished) continue;
      const found = find(argumentsOf(name, toolInput(call).value).value);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
