// What a chat's user interface asks of messages. These helpers are about the meaning of fields, so they name them; all
// else in this package takes names from the generated model. Nothing here runs on import, and nothing needs the wasm.

export { canonicalToolName } from "../pure/generated/tool-names.js";
export { displayText, isEmpty } from "../view/message.js";
export { callbacksOf, resultOf, toolInput, toolStatus } from "../view/tool-call.js";
