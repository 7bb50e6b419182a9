// What the parts of a message's tokens are called.

import type { Part } from "../reader/protocol.ts";

export const NAMES: Record<Part, string> = { cacheRead: "Cache read", cacheWrite: "Cache write", input: "Fresh input", output: "Output" };
