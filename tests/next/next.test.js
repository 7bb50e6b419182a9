// Next.js as pnpm and Yarn install it, with both of its bundlers. Not in the suite: Next weighs hundreds of megabytes. The
// table of docs/runtimes.md must say what happened; UPDATE_DOCS=1 writes it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { put } from "../../benches/documents.js";
import { nextIn, tryNext } from "../runtimes/support/next.js";
import { assertAllRight } from "../runtimes/support/outcome.js";
import { writeCheck } from "../runtimes/support/project.js";
import { makeWorkspace, TARBALL, usePnp } from "../support/workspace.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);
const json = (path) => JSON.parse(readFileSync(path, "utf8"));
const versionOf = (name) => require(`${name}/package.json`).version;
const program = (name, path) => join(dirname(require.resolve(`${name}/package.json`)), path);
const YARN = program("@yarnpkg/cli-dist", "bin/yarn.js");
// The program for this platform is found by this script, whether or not npm was allowed to run pnpm's own.
const PNPM = program("pnpm", "bin/pnpm.mjs");

const { next, react, "react-dom": reactDom } = json(here("../runtimes/package.json")).dependencies;
const NEXT = { next, react, "react-dom": reactDom };

/** Outside of the project, whose `node_modules` would be found from below it. */
const directory = mkdtempSync(join(tmpdir(), "backend-message-next-"));
after(() => rmSync(directory, { recursive: true }));

/** What is downloaded stays there for the next run. */
const store = here("../../build/next");
mkdirSync(store, { recursive: true });

const pnpm = (nodeLinker) => ({
  name: `pnpm ${versionOf("pnpm")}, \`nodeLinker: ${nodeLinker}\``,
  install(workspace, application) {
    writeFileSync(join(workspace, "pnpm-workspace.yaml"), JSON.stringify({ packages: ["packages/*"], nodeLinker, storeDir: join(store, "pnpm") }));
    run(workspace, [PNPM, "install", "--ignore-scripts"]);
    return nextIn(application, [createRequire(join(application, "package.json")).resolve("next/dist/bin/next")]);
  },
});
const yarn = {
  name: `Yarn ${versionOf("@yarnpkg/cli-dist")}, PnP`,
  install(workspace, application) {
    const env = usePnp(workspace, { ENABLE_GLOBAL_CACHE: "1", GLOBAL_FOLDER: join(store, "yarn") });
    run(workspace, [YARN, "install"], env);
    return nextIn(application, [YARN, "next"], env);
  },
};

function run(cwd, args, env = {}) {
  execFileSync(process.execPath, args, { cwd, stdio: "inherit", env: { ...process.env, ...env, NODE_TEST_CONTEXT: undefined } });
}

const rows = [];

for (const { name, install } of [pnpm("isolated"), pnpm("hoisted"), yarn]) {
  test(`Next.js, installed by ${name}`, async () => {
    const workspace = join(directory, name.replace(/\W+/g, "-"));
    const application = makeWorkspace(workspace, {}, { "backend-message": `file:${TARBALL}`, ...NEXT });
    cpSync(here("../runtimes/next/app"), join(application, "app"), { recursive: true });
    mkdirSync(join(application, "public"));
    copyFileSync(here("../../pkg/backend-message.wasm"), join(application, "public/backend-message.wasm"));
    writeCheck(application, "public");
    const next = install(workspace, application);
    // Turbopack does not know PnP: the test below.
    for (const bundler of name === yarn.name ? ["webpack"] : ["Turbopack", "webpack"]) {
      const outcome = await tryNext(application, next, [`--${bundler.toLowerCase()}`]);
      assertAllRight(outcome);
      rows.push([name, bundler, "a component of the server, a page in Chromium", outcome.ran.toLocaleString("en")]);
    }
  });
}

test("Turbopack finds no packages under Yarn's PnP, not even Next.js itself", async () => {
  const workspace = join(directory, "turbopack-pnp");
  const page = "export default () => <html><body>An application without dependencies</body></html>;";
  const application = makeWorkspace(workspace, { "app/layout.jsx": page, "app/page.jsx": "export default () => null;" }, NEXT);
  const build = yarn.install(workspace, application)(["build", "--turbopack"], "pipe");
  const [told, complaints, [status]] = await Promise.all([text(build.stdout), text(build.stderr), once(build, "exit")]);
  assert.notEqual(status, 0, "Turbopack knows PnP now: try the package with it, too");
  const words = "Could not find the Next.js package (next/package.json)";
  assert.ok((told + complaints).includes(words), told + complaints);
  rows.push([yarn.name, "Turbopack", `fails in an application without \`backend-message\`: “${words}”`, "–"]);
});

test("docs/runtimes.md says so", () => {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const headings = ["installed by", "bundler", "tried", "cases that came out right"];
  const table = [headings, ["---", "---", "---", "---:"], ...rows].map(line).join("\n");
  const made = `\n${table}\n\nWritten by \`npm run test:next\`, with Next.js ${next}.\n\n`;
  if (process.env.UPDATE_DOCS) put("../docs/runtimes.md", "next", made);
  // Versions and counts change with every release and every case.
  const lasting = (text) => text.replace(/\d[\d.,]*/g, "0");
  const document = readFileSync(here("../../docs/runtimes.md"), "utf8");
  assert.ok(lasting(document).includes(lasting(made)), `UPDATE_DOCS=1 writes it anew:\n${made}`);
});
