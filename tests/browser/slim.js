import * as api from "/backend-message/slim.js";
import { runCases } from "/tests/browser/run-cases.js";

window.outcome = api.init(new URL("/backend-message/backend-message.wasm", location)).then(() => runCases(api));
