// A fetcher for the generated SDK, with the wasm as `node.js` brings it.

import "./node.js";

export * from "./sdk-api.js";
