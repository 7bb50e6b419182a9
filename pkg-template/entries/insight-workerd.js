// Summaries and audits, for Cloudflare's workers.

import module from "./backend-message-insight.wasm";
import { insight } from "../insight/engine.js";

insight.compile = () => module;

export * from "./insight-api.js";
