// A fetcher for the generated SDK, with the wasm as `index.js` brings it.

import "./index.js";

export * from "./sdk-api.js";
