// The entry for Cloudflare's workers, which compile no wasm at run time but import it compiled.

import module from "./backend-message.wasm";
import { platform } from "./platform.js";

platform.compile = () => module;

export * from "./api.js";
