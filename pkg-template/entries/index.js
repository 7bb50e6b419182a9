// The entry for browsers, with and without a bundler, for workers, and for every runtime that is not named in
// package.json: the wasm is inside.

import decode from "./core-inline.js";
import { core } from "../core/engine.js";
import { memoryOf } from "../wasm/memory.js";

core.source = decode;
core.memoryOf = memoryOf;

export * from "./api.js";
