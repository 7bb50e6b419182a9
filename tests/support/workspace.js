// A workspace with an application in it that depends on the packed package.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));

/** What `cargo xtask pack` made. */
export const TARBALL = join(root, `build/backend-message-${version}.tgz`);

/**
 * @param {string} workspace its directory, which is emptied
 * @param {Record<string, string>} files of the application, by their paths
 * @param {Record<string, string>} dependencies of the application
 * @returns {string} the application's directory
 */
export function makeWorkspace(workspace, files, dependencies = { "backend-message": `file:${TARBALL}` }) {
  const application = join(workspace, "packages/app");
  rmSync(workspace, { recursive: true, force: true });
  write(workspace, { "package.json": JSON.stringify({ private: true, type: "module", workspaces: ["packages/*"] }) });
  write(application, { "package.json": JSON.stringify({ name: "app", private: true, type: "module", dependencies }), ...files });
  return application;
}

function write(directory, files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/**
 * Makes a workspace one of Yarn's, without `node_modules` (PnP).
 *
 * @param {string} workspace
 * @param {Record<string, string>} settings others than those below
 * @returns {Record<string, string>} the environment for Yarn
 */
export function usePnp(workspace, settings) {
  // Without it, Yarn looks for a project above.
  writeFileSync(join(workspace, "yarn.lock"), "");
  const all = { NODE_LINKER: "pnp", ENABLE_TELEMETRY: "0", ENABLE_IMMUTABLE_INSTALLS: "0", ENABLE_SCRIPTS: "0", ...settings };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`YARN_${name}`, value]));
}
