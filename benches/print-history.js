// Writes a history of the benchmark to standard output, for the native benchmark: node benches/print-history.js ascii

import { history } from "../tests/support/history.js";
import { escapedHistory } from "./escapes.js";
import { MESSAGES, SEED } from "./seed.js";

const [, , text] = process.argv;
process.stdout.write(text === "escapes" ? escapedHistory() : history({ seed: SEED, messages: MESSAGES, text }));
