// A fetcher for the generated SDK, for Node, Deno and Bun.

import text from "./core-base64.js";
import { core } from "../core/engine.js";
import { bytesOf, memoryOf } from "../wasm/node-memory.js";

core.source = () => bytesOf(text);
core.memoryOf = memoryOf;

export * from "./sdk-api.js";
