// A fetcher for the generated SDK, for Node, Deno and Bun.

// It brings the wasm.
import "./node.js";

export * from "./sdk-api.js";
