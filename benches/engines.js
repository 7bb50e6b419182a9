// The engines that benchmarks run in: the Node that runs them, the newest one, and Bun.

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const ENGINES = [
  { name: "node", command: process.execPath, args: ["--expose-gc"] },
  { name: "newest-node", command: newest(".", /^node-(bin-)?\w+-\w+$/, "node"), args: ["--expose-gc"] },
  { name: "bun", command: newest("@oven", /^bun-/, "bun"), args: [] },
];

/** What a process is given when its start is measured: Node would begin it by reading a machine's own certificates. */
export function environment() {
  const { NODE_EXTRA_CA_CERTS, ...others } = process.env;
  return others;
}

/** The program that a package for this platform brings; npm installs no package for another. */
function newest(directory, packages, program) {
  const file = program + (process.platform === "win32" ? ".exe" : "");
  let found;
  try {
    found = readdirSync(here(`node_modules/${directory}`)).filter((name) => packages.test(name));
  } catch {
    found = [];
  }
  if (found.length === 0) throw new Error(`benches/node_modules has no ${program} for this platform: \`npm ci\` in benches/ installs it`);
  return here(`node_modules/${directory}/${found[0]}/bin/${file}`);
}
