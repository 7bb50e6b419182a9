// The core's wasm module.

import { Engine } from "../wasm/engine.js";

export const core = /* @__PURE__ */ new Engine("backend-message/slim", [
  "begin",
  "read",
  "narrow",
  "wide_as_utf8",
  "check_events",
  "__wbindgen_start",
]);
