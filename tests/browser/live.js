import * as live from "/backend-message/live.js";
import { runCases } from "/tests/live/run-cases.js";

window.outcome = runCases(live);
