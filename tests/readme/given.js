// What the README's examples may use without declaring it.

import { readFileSync } from "node:fs";

globalThis.bytes = readFileSync(new URL("history.json", import.meta.url));
globalThis.text = globalThis.bytes.toString("utf8");
globalThis.json = JSON.stringify(JSON.parse(globalThis.text)[0]);
globalThis.value = JSON.parse(globalThis.json);
