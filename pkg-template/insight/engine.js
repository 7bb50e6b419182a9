// Insight's wasm module.

import { Engine } from "../wasm/engine.js";

export const insight = /* @__PURE__ */ new Engine("backend-message/insight/slim", [
  "begin",
  "read",
  "begin_audit",
  "switch_off",
  "findings",
  "summary",
  "__wbindgen_start",
]);

/** What was counted since the last time, as JSON. */
export const summary = () => /** @type {string} */ (insight.takeText(insight.wasm.summary()));

/**
 * What an audit found, as JSON.
 *
 * @param {Engine} engine
 */
export const findingsOf = (engine) => /** @type {string} */ (engine.takeText(engine.wasm.findings()));
