// Summaries and audits, for Node, Deno and Bun.

import text from "./insight-base64.js";
import { insight } from "../insight/engine.js";
import { bytesOf } from "../wasm/node-memory.js";

insight.source = () => bytesOf(text);

export * from "./insight-api.js";
