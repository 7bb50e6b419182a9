// Summaries and audits, with the loading of the wasm left to the user.

import { insight } from "../insight/engine.js";
import { createInit } from "../wasm/init.js";

export const init = /* @__PURE__ */ createInit(insight);

export * from "./insight-api.js";
