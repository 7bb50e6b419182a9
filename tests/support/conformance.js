// The files of tests/conformance, for Node; a page gets them from its server.

import { readFileSync, readdirSync } from "node:fs";

const directory = new URL("../conformance/", import.meta.url);

export const limits = JSON.parse(readFileSync(new URL("limits.json", directory), "utf8"));

/** Every text with its directory, its file's name, and its limit if it has one; `base64` is what a page can be sent. */
export const texts = ["accept", "reject", "implementation-defined"].flatMap((verdict) =>
  readdirSync(new URL(`${verdict}/`, directory)).map((file) => ({
    verdict,
    name: file.replace(/\.json$/, ""),
    base64: readFileSync(new URL(`${verdict}/${file}`, directory)).toString("base64"),
    limit: verdict === "implementation-defined" ? limitOf(file) : undefined,
  })),
);

function limitOf(file) {
  const found = limits.filter(({ files }) => file.startsWith(`${files}-`));
  if (found.length !== 1) throw new Error(`${file} belongs to ${found.length} groups of limits.json`);
  return found[0];
}
