// The core's wasm module.

import connect, { __wbg_reset_state, check_events, initSync, issues, rejection, replaced } from "./generated/glue.js";
import { Engine } from "../wasm/engine.js";

export { check_events };

export const core = /* @__PURE__ */ new Engine(
  { connect, initSync, reset: __wbg_reset_state, issues, rejection, replaced },
  "backend-message/slim",
  ["begin", "read", "narrow", "wide_as_utf8", "check_events", "__wbindgen_start"],
);
