// The entry for Cloudflare's workers, which compile no wasm at run time but import it compiled.

import module from "./backend-message.wasm";
import { memoryOf } from "../wasm/memory.js";
import { platform } from "../wasm/platform.js";

platform.compile = () => module;
platform.memoryOf = memoryOf;

export * from "./api.js";
