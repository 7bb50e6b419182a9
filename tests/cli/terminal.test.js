// The command under a terminal: colours, progress, interrupts.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import stringWidth from "string-width";
import { fileURLToPath } from "node:url";

import { bin, directory, file, message, run, sample } from "./program.js";

const terminal = fileURLToPath(new URL("terminal.py", import.meta.url));
const { NO_COLOR, FORCE_COLOR, ...environment } = process.env;

/** Runs the command with a terminal as its three streams, and interrupts it when the watched directory has a file with content. */
function onTerminal(args, env = {}, watched = undefined) {
  const before = watched === undefined ? [] : [`@${watched}`];
  const { stdout, stderr, status } = spawnSync("python3", [terminal, ...before, process.execPath, bin, ...args], {
    encoding: "utf8",
    env: { ...environment, TERM: "xterm-256color", ...env },
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** A history that takes any machine some time. */
function long(name) {
  const path = join(directory, name);
  const text = Buffer.from(`${message({ userInput: "x".repeat(5000) })}\n`.repeat(2000));
  writeFileSync(path, Buffer.concat(Array.from({ length: 40 }, () => text)));
  return path;
}

const COLOUR = /\x1b\[\d+m/;

test("colours on a terminal, unless NO_COLOR, TERM or --color forbid them", () => {
  const path = file("colour.json", "[");
  assert.match(onTerminal(["check", path]).output, COLOUR);
  assert.match(onTerminal(["check", "--color", "always", path], { NO_COLOR: "1" }).output, COLOUR);
  for (const [args, env] of [[[], { NO_COLOR: "1" }], [[], { TERM: "dumb" }], [["--color", "never"], { FORCE_COLOR: "1" }], [[], { FORCE_COLOR: "0" }]]) {
    assert.doesNotMatch(onTerminal(["check", ...args, path], env).output, COLOUR, JSON.stringify([args, env]));
  }
});

test("no colours elsewhere, unless FORCE_COLOR or --color ask for them", () => {
  const path = file("plain.json", "[");
  assert.doesNotMatch(run(["check", path]).all, /\x1b/);
  assert.match(run(["check", path], { env: { FORCE_COLOR: "1" } }).stdout, COLOUR);
  assert.match(run(["check", "--color", "always", path]).stdout, COLOUR);
  assert.match(run(["check", "--color=always", "--help"]).stdout, /Usage/);
});

test("without files, a terminal is not read", () => {
  const { status, output } = onTerminal(["check"]);
  assert.equal(status, 2);
  assert.match(output, /no files given, and standard input is a terminal/);
});

test("source lines are cut to the width of the terminal, and the carets stay below what they mark", () => {
  const cases = [
    [{ model: "y".repeat(500), cost: "free" }, '"free"'],
    [{ model: "漢字".repeat(50), cost: "😀" }, '"😀"'],
    [{ model: "x", cost: "long".repeat(100) }, '"long'],
    [{ cost: "e\u0301".repeat(30), model: "z".repeat(100) }, '"e\u0301'],
  ];
  const path = file("wide.ndjson", cases.map(([fields]) => message(fields)).join("\n"));
  for (const columns of [24, 80]) {
    const { output } = onTerminal(["check", "--color", "never", path], { TERMINAL_COLUMNS: `${columns}` });
    const lines = output.split("\r\n").filter((line) => line.startsWith("  | "));
    cases.forEach(([, value], index) => {
      const [source, carets] = lines.slice(2 * index, 2 * index + 2);
      assert.ok(stringWidth(source) <= columns && carets.length <= columns, `${columns}: ${source}`);
      assert.equal(carets.indexOf("^"), stringWidth(source.slice(0, source.indexOf(value))), `${source}\n${carets}`);
    });
  }
});

test("Parquet is not written to a terminal", () => {
  const { status, output } = onTerminal(["export", "messages", "-f", "parquet", sample("short.wire.json")]);
  assert.equal(status, 2);
  assert.match(output, /name a file with -o/);
  assert.doesNotMatch(output, /PAR1/);
});

test("progress is shown after a second, and removed at the end", () => {
  const path = long("progress.ndjson");
  const { status, output } = onTerminal(["convert", "--pretty", path, "-o", join(directory, "progress.json")]);
  assert.equal(status, 0, output);
  // A machine that finishes within the second shows none.
  if (output !== "") {
    assert.match(output, /\r\x1b\[K[█░]+ \d+ % of 4\d\d MB, .*\/s/);
    assert.ok(output.endsWith("\r\x1b[K"), JSON.stringify(output.slice(-200)));
  }
  assert.doesNotMatch(onTerminal(["check", sample("short.wire.json")]).output, /█/);
});

test("an interrupt ends it with 130, and leaves no incomplete file", () => {
  const path = long("interrupted.ndjson");
  const place = join(directory, "interrupted");
  mkdirSync(place);
  for (const args of [["convert"], ["export", "messages"], ["export", "messages", "-f", "parquet"]]) {
    const rejected = args[0] === "convert" ? ["--salvage", "--rejected", join(place, "rejected.ndjson")] : [];
    const { status, output } = onTerminal([...args, ...rejected, path, "-o", join(place, "out.ndjson")], {}, place);
    assert.equal(status, 130, output);
    assert.deepEqual(readdirSync(place), [], args.join(" "));
    assert.doesNotMatch(output, /^\s+at /m);
  }
});
