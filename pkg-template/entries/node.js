// The entry for Node, and for Deno and Bun, which have its buffers.

import text from "./core-base64.js";
import { core } from "../core/engine.js";
import { bytesOf, memoryOf } from "../wasm/node-memory.js";

core.source = () => bytesOf(text);
core.memoryOf = memoryOf;

export * from "./api.js";
