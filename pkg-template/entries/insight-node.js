// Summaries and audits, for Node, Deno and Bun.

import text from "./insight-base64.js";
import { insight } from "../insight/engine.js";

const { Buffer } = globalThis.Buffer ? globalThis : process.getBuiltinModule("node:buffer");

insight.compile = () => new WebAssembly.Module(Buffer.from(text, "base64"));

export * from "./insight-api.js";
