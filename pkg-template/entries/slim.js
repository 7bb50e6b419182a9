// The entry without the wasm inside: its user loads it.

import { core } from "../core/engine.js";
import { createInit } from "../wasm/init.js";
import { memoryOf } from "../wasm/memory.js";

// Another entry may have been imported as well.
core.memoryOf ??= memoryOf;

export const init = /* @__PURE__ */ createInit(core);

export * from "./api.js";
