// The entry for Cloudflare's workers, which cannot compile wasm at run time and import it compiled.

// @ts-expect-error TypeScript knows no wasm modules
import module from "./backend-message.wasm";
import { core } from "../core/engine.js";
import { memoryOf } from "../wasm/memory.js";

core.source = () => module;
core.memoryOf = memoryOf;

export * from "./api.js";
