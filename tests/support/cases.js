// The files of tests/cases, for Node; a page gets them from its server.

import { readFileSync, readdirSync } from "node:fs";

const directory = new URL("../cases/", import.meta.url);

/** File names and the cases in them. */
export const textCases = readdirSync(directory)
  .filter((file) => file.endsWith(".json"))
  .map((file) => ({ file, cases: JSON.parse(readFileSync(new URL(file, directory), "utf8")) }));
