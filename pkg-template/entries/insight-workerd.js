// Summaries and audits, for Cloudflare's workers.

// @ts-expect-error TypeScript knows no wasm modules
import module from "./backend-message-insight.wasm";
import { insight } from "../insight/engine.js";

insight.source = () => module;

export * from "./insight-api.js";
