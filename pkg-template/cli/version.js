import { readFileSync } from "node:fs";

/** The package's version. The command line is one bundled file, next to package.json. */
export function version() {
  return JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")).version;
}
