// For bundlers that make no URL of a file: the wasm is served as it lies in the package.

import * as api from "backend-message";
import * as slim from "backend-message/slim";
import * as view from "backend-message/view";

window.tried = { api, slim, view, wasm: new URL("/made/node_modules/backend-message/backend-message.wasm", location) };
