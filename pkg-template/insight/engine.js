// Insight's wasm module.

import connect, { __wbg_reset_state, findings, initSync, issues, rejection, replaced, summary } from "./generated/glue.js";
import { Engine } from "../wasm/engine.js";

export { findings, summary };

export const insight = /* @__PURE__ */ new Engine(
  { connect, initSync, reset: __wbg_reset_state, issues, rejection, replaced },
  "backend-message/insight/slim",
  ["begin", "read", "begin_audit", "switch_off", "findings", "summary", "__wbindgen_start"],
);
