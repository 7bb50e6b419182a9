// The examples of the README and of docs/, run as they stand, against the installed package; and what else the documents say
// that a test can check.
//
// JavaScript blocks are type-checked and run; what they print must be what their comments `// → …` say, line by line.
// Lines of shell blocks that call the package's command are run; in `console` blocks, where `$ ` begins a command, what they
// print must be what stands below. Rust blocks of the README and of docs/tables.md are doc tests; other documents have none.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const documents = ["README.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => `docs/${name}`)].map(
  (path) => ({ path, text: readFileSync(join(root, path), "utf8") }),
);
// Inside the empty project in which the package was installed, so that its name is found there.
const directory = join(root, "build/installed/docs");

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
copyFileSync(new URL("given.js", import.meta.url), join(directory, "given.js"));
copyFileSync(new URL("../samples/short.wire.json", import.meta.url), join(directory, "history.json"));

const blocks = documents.flatMap(({ path, text: document }) =>
  [...document.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language, 2: text, index }) => ({
    path,
    language,
    text,
    line: document.slice(0, index).split("\n").length + 1,
  })),
);
/** Recipes for frameworks, which tests of the live session compile. */
const RECIPES = ["jsx", "tsx", "svelte", "vue"];
const programs = blocks.filter(({ language }) => ["js", "ts"].includes(language));
const commands = blocks.filter(({ language }) => ["sh", "console"].includes(language)).flatMap(commandsOf);

const TESTED = ["js", "ts", "sh", "console"];
/** Pictures, other languages' examples that have tests of their own, and what other tests compile. */
const SHOWN = ["text", "html", "json", "rust", "toml", "sql"];

test("every block is of a kind that is known", () => {
  assert.equal(blocks.length, documents.reduce((sum, { text }) => sum + (text.match(/^```\w/gm) ?? []).length, 0));
  const others = blocks.filter(({ language }) => ![...TESTED, ...SHOWN, ...RECIPES].includes(language));
  assert.deepEqual(others.map(({ path, line, language }) => `${path}:${line} ${language}`), []);
  assert.deepEqual(blocks.filter(({ path, language }) => language === "rust" && !["README.md", "docs/tables.md"].includes(path)), []);
  assert.ok(programs.length > 5);
  assert.ok(commands.some(({ printed }) => printed !== undefined));
});

for (const { path, text, line } of programs) {
  test(`the example at ${path}:${line} prints what it says`, () => {
    const file = join(directory, `${basename(path, ".md")}-${line}.js`);
    const { code } = transformSync(text, { loader: "ts", format: "esm", target: "es2022", tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } });
    writeFileSync(file, `import "./given.js";\n${code}`);
    const printed = execFileSync(process.execPath, [file], { cwd: directory, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    const promised = [...text.matchAll(/^ *\/\/ → ?(.*)$/gm)].map(([, line]) => line);
    assert.deepEqual(lines(printed), promised);
  });
}

test("the examples have the types they need", () => {
  for (const { path, text, line } of programs) {
    // Each a module of its own, whether it imports or not.
    writeFileSync(join(directory, `${basename(path, ".md")}-${line}.ts`), `${text}\nexport {};\n`);
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

for (const { path, command, printed, line } of commands.filter(({ command }) => /(^|\| *)(npx )?backend-message /.test(command))) {
  test(`the command at ${path}:${line} does what it says`, () => {
    // npm's own warnings, about how the machine is set up, are not the command's.
    const env = { ...process.env, npm_config_loglevel: "error" };
    const ran = spawnSync("sh", ["-c", command], { cwd: directory, encoding: "utf8", input: "", env });
    assert.equal(ran.stderr, "");
    if (printed === undefined) assert.equal(ran.status, 0);
    else assert.deepEqual(lines(ran.stdout), printed);
  });
}

test("the npm scripts that are named exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const text = documents.map(({ text }) => text).join("\n");
  const named = [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(([, run, short]) => run ?? short);
  assert.ok(named.length > 0);
  for (const name of new Set(named)) assert.ok(name in scripts, name);
});

test("every link between documents leads somewhere", () => {
  const dead = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)]*))?\)/g)]
      .filter(([, file, anchor]) => !isThere(file === "" ? path : join(dirname(path), file), anchor))
      .map(([link]) => `${path}: ${link}`),
  );
  assert.deepEqual(dead, []);
});

test("the README can be read in one go", () => {
  assert.ok(lines(documents[0].text).length <= 220);
});

for (const [path, title, type] of [["docs/issues.md", "## Issue codes", "IssueCode"], ["docs/audit.md", "## Rules", "FindingCode"]]) {
  test(`${path} has every ${type}, and no other`, () => {
    const { text } = documents.find((document) => document.path === path);
    const section = text.slice(text.indexOf(`${title}\n`)).replace(/^.*\n/, "").split(/^## /m)[0];
    const listed = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(listed.sort(), declared(type).sort());
  });
}

/** The members of a union of strings that the package declares. */
function declared(type) {
  const types = dirname(fileURLToPath(import.meta.resolve("backend-message/package.json")));
  for (const name of readdirSync(types, { recursive: true }).filter((name) => name.endsWith(".d.ts"))) {
    const [, members] = new RegExp(`type ${type} =([^;]+);`).exec(readFileSync(join(types, name), "utf8")) ?? [];
    if (members !== undefined) return [...members.matchAll(/"(\w+)"/g)].map(([, code]) => code);
  }
  throw new Error(`the package declares no ${type}`);
}

function isThere(file, anchor) {
  if (!existsSync(join(root, file))) return false;
  if (anchor === undefined) return true;
  const headings = [...readFileSync(join(root, file), "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
  return headings.some((heading) => heading.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-") === anchor);
}

/** The commands of a block, each with what it should print, where that is shown. */
function commandsOf({ path, language, text, line }) {
  if (language === "sh") return lines(text).map((command, index) => ({ path, command, line: line + index }));
  return [...text.matchAll(/^\$ (.*)\n((?:(?!\$ ).*\n)*)/gm)].map(({ 1: command, 2: printed, index }) => ({
    path,
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
