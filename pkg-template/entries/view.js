// What a chat's user interface shows of messages. These helpers are about the meaning of fields, so they name them;
// everything else in this package takes names from the generated model. Nothing here runs on import, and nothing needs the
// wasm.

export { argumentsOf, toolInput } from "../view/arguments.js";
export { callbacksOf, callPhase, describeCall, isMcpName, mcpNameOf, resultOf, toolStatus } from "../view/call.js";
export { media } from "../view/media.js";
export { plan, todos } from "../view/planning.js";
export { rows } from "../view/rows.js";
export { canonicalToolName } from "../view/tools.js";
export { commandAnswer, displayText, isEmpty, promptOf, withoutReminder } from "../view/texts.js";
