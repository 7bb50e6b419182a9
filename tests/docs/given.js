// What the documents' examples find around them: a backend that answers with a sample history.

import { readFileSync } from "node:fs";

const history = readFileSync(new URL("history.json", import.meta.url));

globalThis.fetch = async () => new Response(history, { headers: { "content-type": "application/json" } });
