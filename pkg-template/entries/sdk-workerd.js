// A fetcher for the generated SDK, with the wasm as `workerd.js` brings it.

import "./workerd.js";

export * from "./sdk-api.js";
