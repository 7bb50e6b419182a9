// The events of the stream endpoint, and the conversation that they make. Nothing here runs on import, and nothing needs the
// wasm.

export { checkEvent } from "../live/check-event.js";
export { readEvents } from "../live/read-events.js";
export { createLiveSession } from "../live/session.js";
export { ResponseError } from "../pure/response-error.js";
export { rows } from "../view/rows.js";
