// Where a program is that the tests start.

import { existsSync } from "node:fs";

/**
 * @param {string} variable the environment's, in which `cargo xtask test` tells its path
 * @param {string[]} names what it is called where a test is started by hand
 */
export function program(variable, names) {
  const path = process.env[variable] ?? names.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path));
  if (path === undefined) throw new Error(`${names[0]} is not installed: \`cargo xtask setup\` does it`);
  return path;
}
