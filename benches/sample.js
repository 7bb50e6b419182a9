// About 1 MB that the real writer of wire JSON wrote, a few of its characters not ASCII.

import { readFileSync } from "node:fs";

export const sample = () => readFileSync(new URL("../tests/samples/history.wire.json", import.meta.url), "utf8");
