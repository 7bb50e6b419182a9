// The README's examples, run as they stand, against the installed package; and what else it says that a test can check.
//
// JavaScript blocks are type-checked and run; what they print must be what their comments `// → …` say, line by line.
// Lines of shell blocks that call the package's command are run; in `console` blocks, where `$ ` begins a command, what they
// print must be what stands below. Rust blocks are doc tests.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
// Inside the empty project in which the package was installed, so that its name is found there.
const directory = join(root, "build/installed/readme");

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
copyFileSync(new URL("given.js", import.meta.url), join(directory, "given.js"));
copyFileSync(new URL("../samples/short.wire.json", import.meta.url), join(directory, "history.json"));

const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language, 2: text, index }) => ({
  language,
  text,
  line: readme.slice(0, index).split("\n").length + 1,
}));
const programs = blocks.filter(({ language }) => ["js", "ts"].includes(language));
const commands = blocks.filter(({ language }) => ["sh", "console"].includes(language)).flatMap(commandsOf);

test("every block is of a kind that is tested", () => {
  assert.equal(blocks.length, readme.match(/^```\w/gm).length);
  const others = blocks.map(({ language }) => language).filter((language) => !["js", "ts", "sh", "console", "rust", "html"].includes(language));
  assert.deepEqual(others, []);
  assert.ok(programs.length > 5);
  assert.ok(commands.some(({ printed }) => printed !== undefined));
});

for (const { text, line } of programs) {
  test(`the example at line ${line} prints what it says`, () => {
    const file = join(directory, `line-${line}.js`);
    const { code } = transformSync(text, { loader: "ts", format: "esm", target: "es2022", tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
    writeFileSync(file, `import "./given.js";\n${code}`);
    const printed = execFileSync(process.execPath, [file], { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const promised = [...text.matchAll(/^ *\/\/ → ?(.*)$/gm)].map(([, told]) => told);
    assert.deepEqual(lines(printed), promised);
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
    lib: ["es2022", "dom"],
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
  };
  writeFileSync(join(directory, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  const { status, stdout } = spawnSync(join(root, "node_modules/.bin/tsc"), ["--project", directory], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});

for (const { command, printed, line } of commands.filter(({ command }) => /(^|\| *)(npx )?backend-message /.test(command))) {
  test(`the command at line ${line} does what it says`, () => {
    // npm's own warnings, about how the machine is set up, are not the command's.
    const env = { ...process.env, npm_config_loglevel: "error" };
    const told = spawnSync("sh", ["-c", command], { cwd: directory, encoding: "utf8", input: "", env });
    assert.equal(told.stderr, "");
    if (printed === undefined) assert.equal(told.status, 0);
    else assert.deepEqual(lines(told.stdout), printed);
  });
}

test("the npm scripts that are named exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = [...readme.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(([, run, short]) => run ?? short);
  assert.ok(named.length > 0);
  for (const name of new Set(named)) assert.ok(name in scripts, name);
});

for (const [title, type] of [["## Issue codes", "IssueCode"], ["### Audit a history", "FindingCode"]]) {
  test(`the table of ${type} has every code, and no other`, () => {
    const types = readFileSync(new URL("model.d.ts", import.meta.resolve("backend-message/package.json")), "utf8");
    const [, declared] = new RegExp(`type ${type} = ([^;]+);`).exec(types);
    const [, table] = new RegExp(`^${title}\\n(.*?)^##`, "ms").exec(readme);
    const told = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(told.sort(), [...declared.matchAll(/"(\w+)"/g)].map(([, code]) => code).sort());
  });
}

/** The commands of a block, each with what it should print, where that is shown. */
function commandsOf({ language, text, line }) {
  if (language === "sh") return lines(text).map((command, index) => ({ command, line: line + index }));
  return [...text.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(({ 1: command, 2: printed, index }) => ({
    command,
    printed: lines(printed),
    line: line + lines(text.slice(0, index)).length,
  }));
}

function lines(text) {
  const all = text.split("\n").map((line) => line.trimEnd());
  while (all.at(-1) === "") all.pop();
  return all;
}
