import { readFileSync } from "node:fs";

/** The package's version. */
export function version() {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
