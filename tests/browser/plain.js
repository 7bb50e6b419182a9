import * as api from "/backend-message/index.js";
import { runCases } from "/tests/browser/run-cases.js";

window.outcome = runCases(api);
