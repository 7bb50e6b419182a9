// Usage: help, misuse, misspelt names.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname } from "node:path";
import { test } from "node:test";

import { bin, directory, run, sample } from "./program.js";

test("misuse: exit 2, and where help is", () => {
  const valid = sample("short.wire.json");
  const misuse = [
    [], ["frobnicate"], ["check", "--frobnicate", valid], ["check", "--max-issues", "0", valid], ["check", "--max-issues", "x", valid],
    ["check", "--unknown-keys", "burn", valid], ["convert", "--naming", "kebab", valid], ["convert", "--naming"], ["convert", "--to", "xml", valid],
    ["summary", "--audit", valid], ["export"], ["export", "frobs", valid], ["check", "--color", "sometimes", valid],
  ];
  for (const args of misuse) {
    const result = run(args);
    assert.equal(result.status, 2, `${args}: ${result.all}`);
    assert.match(result.stderr, /--help` (shows how to use it|shows the options)/, `${args}`);
    assert.doesNotMatch(result.all, /^\s+at /m, "no stack trace");
    assert.equal(result.stdout, "", `${args}`);
  }
});

test("misspelt names get a suggestion", () => {
  assert.match(run(["chekc"]).stderr, /^backend-message: unknown command 'chekc'\n\(Did you mean check\?\)\n/);
  assert.match(run(["help", "chekc"]).stderr, /^backend-message: unknown command 'chekc'\n\(Did you mean check\?\)\n/);
  assert.match(run(["convert", "--to", "ndjsn"]).stderr, /^backend-message: --to must be array or ndjson, not "ndjsn"\n\(Did you mean ndjson\?\)\n/);
  assert.match(run(["check", "--rule", "unknown_rol=off"]).stderr, /did you mean unknown_role\?/);
  assert.match(run(["check", "--adit"]).stderr, /^backend-message: unknown option '--adit'\n\(Did you mean --audit\?\)\n`backend-message check --help` /);
});

test("every command has help, with examples that parse", () => {
  const overview = run(["--help"]);
  assert.equal(overview.status, 0);
  for (const name of ["check", "summary", "convert", "export"]) {
    assert.match(overview.stdout, new RegExp(`^  ${name} `, "m"));
    const result = run([name, "--help"]);
    assert.equal(result.status, 0, result.all);
    assert.equal(run(["help", name]).stdout, result.stdout);
    const examples = [...result.stdout.matchAll(/^ {2}backend-message (.*)$/gm)].map(([, command]) => command);
    assert.ok(examples.length >= 3, name);
    for (const example of examples) {
      const args = example.split(" | ")[0].replaceAll("'", "").split(" ");
      const { status, stderr } = run(args, { cwd: directory });
      // The files do not exist.
      assert.equal(status, 2, example);
      assert.match(stderr, /does not exist|no file matches/, example);
    }
  }
});

test("the version is the package's", () => {
  assert.equal(run(["--version"]).stdout.trim(), JSON.parse(readFileSync(`${dirname(bin)}/package.json`, "utf8")).version);
});

test("no other file of the package contains the libraries of the command line, and their licences are included", () => {
  const place = dirname(bin);
  const modules = readdirSync(place).filter((name) => name.endsWith(".js") && name !== "cli.js");
  const mark = /Did you mean|PAR1|NO_COLOR|createRequire/;
  assert.match(readFileSync(bin, "utf8"), mark);
  for (const name of modules) assert.doesNotMatch(readFileSync(`${place}/${name}`, "utf8"), mark, name);
  const licences = readFileSync(`${place}/THIRD-PARTY-LICENSES`, "utf8");
  for (const name of ["commander", "hyparquet-writer", "picocolors", "picomatch", "string-width"]) {
    assert.match(licences, new RegExp(`^-{72}\n${name} [\\d.]+ \\((MIT|ISC)\\)\n\n[^-]*[Cc]opyright`, "m"));
  }
});
