// The entry for browsers, with and without a bundler, for workers, and for every runtime that is not named in
// package.json: the wasm is inside.

import decode from "./wasm-inline.js";
import { memoryOf } from "../wasm/memory.js";
import { platform } from "../wasm/platform.js";

platform.compile = () => new WebAssembly.Module(decode());
platform.memoryOf = memoryOf;

export * from "./api.js";
