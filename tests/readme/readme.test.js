// The README's examples, run as they stand, against the installed package.
//
// JavaScript and TypeScript blocks are type-checked and run; what they print must be what their comments `// → …` say.
// The names in given.js are there for examples that only go on from where an earlier one ended. Lines of shell blocks that call
// the package's command are run on a sample, and npm scripts that are named must exist. Rust blocks are doc tests.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const directory = join(root, "build/installed/readme");

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
for (const file of ["given.js", "given.d.ts"]) copyFileSync(new URL(file, import.meta.url), join(directory, file));
for (const file of ["history.json", "session.json"]) {
  copyFileSync(new URL("../samples/short.wire.json", import.meta.url), join(directory, file));
}

const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text], index) => ({
  language,
  text,
  index,
  line: readme.slice(0, readme.indexOf(text)).split("\n").length,
}));
const programs = blocks.filter(({ language }) => ["js", "ts", "javascript", "typescript"].includes(language));
const shells = blocks.filter(({ language }) => ["sh", "bash", "shell", "console"].includes(language));

test("there are examples", () => {
  assert.ok(programs.length > 0);
});

for (const { text, line } of programs) {
  test(`the example at line ${line} runs`, () => {
    const file = join(directory, `line-${line}.js`);
    const { code } = transformSync(text, { loader: "ts", format: "esm", target: "es2022", tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
    writeFileSync(file, `import "./given.js";\n${code}`);
    const printed = execFileSync(process.execPath, [file], { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const promised = [...text.matchAll(/\/\/ → (.*)$/gm)].map(([, told]) => told.trim());
    if (promised.length > 0) assert.deepEqual(printed.trim().split("\n").map((told) => told.trim()), promised);
  });
}

test("the examples have the types they need", () => {
  for (const { text, line } of programs) {
    // Each a module of its own, whether it imports or not.
    writeFileSync(join(directory, `line-${line}.ts`), `${text}\nexport {};\n`);
  }
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2022",
    lib: ["es2022", "dom", "dom.iterable", "esnext.disposable"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const { status, stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["--project", directory], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

const commands = shells.flatMap(({ text }) => text.split("\n")).map((line) => line.replace(/^\$ /, "").replace(/\s+#.*$/, "").trim());

test("the command line's examples run", () => {
  const own = commands.filter((line) => /^(npx )?backend-message /.test(line));
  for (const command of own) {
    const { status, stderr } = spawnSync("sh", ["-c", command], {
      cwd: directory,
      encoding: "utf8",
      input: readFileSync(join(directory, "history.json")),
      env: { ...process.env, PATH: `${join(root, "build/installed/node_modules/.bin")}:${process.env.PATH}` },
    });
    assert.equal(status, 0, `${command}\n${stderr}`);
  }
});

test("the npm scripts that are named exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = [...readme.matchAll(/\bnpm (?:run )?(build|demo|test|start|bench\S*|run \S+)/g)].map(([, name]) => name.replace(/^run /, "").replace(/[`.,;)]+$/, ""));
  for (const name of new Set(named)) assert.ok(name in scripts, name);
});
