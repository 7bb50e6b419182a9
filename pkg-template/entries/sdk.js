// A fetcher for the generated SDK, for the runtimes that index.js is for: the wasm is inside.

import decode from "./core-inline.js";
import { core } from "../core/engine.js";
import { memoryOf } from "../wasm/memory.js";

core.source = decode;
core.memoryOf = memoryOf;

export * from "./sdk-api.js";
