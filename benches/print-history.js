// Writes a history of the benchmark to standard output, for the native benchmark: node benches/print-history.js ascii

import { history } from "../tests/support/history.js";
import { MESSAGES, SEED } from "./seed.js";

process.stdout.write(history({ seed: SEED, messages: MESSAGES, text: process.argv[2] }));
