// A fetcher for the generated SDK, for Cloudflare's workers.

// @ts-expect-error TypeScript knows no wasm modules
import module from "./backend-message.wasm";
import { core } from "../core/engine.js";
import { memoryOf } from "../wasm/memory.js";

core.source = () => module;
core.memoryOf = memoryOf;

export * from "./sdk-api.js";
