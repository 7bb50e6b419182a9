// A package in a workspace: hoisted to the workspace's root, linked as pnpm does it, and in Yarn's archive without any
// node_modules. Each with Node, and as what esbuild and Vite make of it for production.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

import { makeWorkspace, usePnp } from "../support/workspace.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const INSTALLED = join(here, "../../build/installed/node_modules/backend-message");
const { version } = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8"));
const require = createRequire(import.meta.url);
const program = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);
const YARN = program("@yarnpkg/cli-dist", "bin/yarn.js");
const VITE = program("vite", "bin/vite.js");

const MAIN = `
import { BackendMessage } from "backend-message";
import { summarize } from "backend-message/insight";
import { isBackendMessage } from "backend-message/is";
import { createLiveSession } from "backend-message/live";
import { guardedFetch } from "backend-message/sdk";
import { init } from "backend-message/slim";
import { rows } from "backend-message/view";

const messages = BackendMessage.parseMany('[{"id":"m","role":"user","sessionId":"s","userInput":"hi"}]');
const functions = [createLiveSession, guardedFetch, init].map((value) => typeof value);
console.log(summarize(messages).messages, isBackendMessage(messages[0]), rows(messages).length, ...functions);
`;
const SAID = "1 true 1 function function function\n";

const VITE_CONFIG = 'export default { logLevel: "error", build: { outDir: "made", lib: { entry: "main.js", formats: ["es"], fileName: "vite" } } };';

const LAYOUTS = {
  hoisted({ workspace, application }) {
    cpSync(INSTALLED, join(workspace, "node_modules/backend-message"), { recursive: true });
    return runner(application);
  },
  linked({ workspace, application }) {
    const store = join(workspace, `node_modules/.pnpm/backend-message@${version}/node_modules/backend-message`);
    cpSync(INSTALLED, store, { recursive: true });
    mkdirSync(join(application, "node_modules"));
    symlinkSync(store, join(application, "node_modules/backend-message"), "dir");
    return runner(application);
  },
  "Yarn's PnP"({ workspace, application }) {
    // Nothing is fetched, and nothing is written anywhere else.
    const env = usePnp(workspace, { ENABLE_GLOBAL_CACHE: "0", ENABLE_NETWORK: "0", GLOBAL_FOLDER: join(workspace, ".global") });
    const run = runner(application, [YARN, "node"], env);
    runner(workspace, [], env)(YARN, "install");
    return run;
  },
};

function runner(cwd, before = [], env = {}) {
  return (...args) => execFileSync(process.execPath, [...before, ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined } });
}

for (const [name, install] of Object.entries(LAYOUTS)) {
  test(`a workspace, ${name}: Node, esbuild and Vite`, async () => {
    const workspace = join(here, "projects", name.replace(/\W/g, "-"));
    const application = makeWorkspace(workspace, { "main.js": MAIN, "vite.config.js": VITE_CONFIG });
    const run = install({ workspace, application });
    assert.equal(run("main.js"), SAID);
    const { warnings } = await build({ absWorkingDir: application, entryPoints: ["main.js"], outfile: "made/esbuild.js", bundle: true, minify: true, format: "esm" });
    assert.deepEqual(warnings, []);
    run(VITE, "build", "--emptyOutDir=false");
    for (const bundler of ["esbuild", "vite"]) assert.equal(runner(application)(`made/${bundler}.js`), SAID, bundler);
  });
}
