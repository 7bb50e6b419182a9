// Writes a history of the benchmark to standard output, for the native benchmark: node benches/print-history.js ascii

import { history } from "../tests/support/history.js";
import { escapedHistory, pythonHistory } from "./escapes.js";
import { MESSAGES, SEED } from "./seed.js";

const [, , text] = process.argv;
const options = { seed: SEED, messages: MESSAGES };
const written = { escapes: escapedHistory, python: () => pythonHistory(options) }[text] ?? (() => history({ ...options, text }));
process.stdout.write(written());
