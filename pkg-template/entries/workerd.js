// The entry for Cloudflare's workers, which compile no wasm at run time but import it compiled.

// @ts-expect-error TypeScript knows no wasm modules
import module from "./backend-message.wasm";
import { core } from "../core/engine.js";
import { memoryOf } from "../wasm/memory.js";

core.source = () => module;
core.memoryOf = memoryOf;

export * from "./api.js";
