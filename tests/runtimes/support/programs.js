// The programs that npm packages for this platform bring. npm installs no package for another one.

import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const exe = process.platform === "win32" ? ".exe" : "";

export const NEWEST_NODE = () => find(".", /^node-(bin-)?(darwin|linux|win)-\w+$/, "bin/node");
export const BUN = () => find("@oven", /^bun-\w+-\w+$/, "bin/bun");
export const DENO = () => find("@deno", /./, "deno");
export const WORKERD = () => find("@cloudflare", /^workerd-/, "bin/workerd");

function find(scope, packages, program) {
  const modules = new URL(`../node_modules/${scope}/`, import.meta.url);
  const found = readdirSync(modules).find((name) => packages.test(name));
  if (found === undefined) throw new Error(`tests/runtimes/node_modules has no ${program} for this platform`);
  return fileURLToPath(new URL(`${found}/${program}${exe}`, modules));
}
