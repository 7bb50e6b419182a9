// Summaries and audits, for the runtimes that index.js is for: the wasm is inside.

import decode from "./insight-inline.js";
import { insight } from "../insight/engine.js";

insight.source = decode;

export * from "./insight-api.js";
