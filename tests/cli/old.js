// The command `backend-message`, as installed.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { summarize } from "backend-message/insight";

const manifestPath = fileURLToPath(import.meta.resolve("backend-message/package.json"));
const bin = join(manifestPath, "..", JSON.parse(readFileSync(manifestPath, "utf8")).bin["backend-message"]);
const sample = (name) => fileURLToPath(new URL(`../samples/${name}`, import.meta.url));
const directory = mkdtempSync(join(tmpdir(), "backend-message-"));
after(() => rmSync(directory, { recursive: true }));

function file(name, text) {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

function run(args, { input = "", env = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [bin, ...args], {
    input,
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    env: { ...process.env, ...env },
  });
  if (error) throw error;
  return { status, stdout, stderr, all: stdout + stderr };
}

test("check: exit 0 when all hold", () => {
  const told = run(["check", sample("short.wire.json"), sample("short.snake.json"), sample("short.wire.ndjson")]);
  assert.equal(told.status, 0, told.all);
});

test("check: exit 1 with file, line, column and the source line when a message does not hold", () => {
  const path = file("broken.json", '[\n  {"id":"é","role":"user","sessionId":"s","userInput":7}\n]\n');
  const told = run(["check", sample("short.wire.json"), path]);
  assert.equal(told.status, 1);
  const column = '  {"id":"é","role":"user","sessionId":"s","userInput":7}'.indexOf("7") + 1;
  assert.ok(told.all.includes(`${path}:2:${column}`), told.all);
  assert.ok(told.all.includes('"userInput":7}'), told.all);
  assert.match(told.all, /^[\s|]*\^/m);
});

test("check: every issue", () => {
  const path = file("many.json", '[{"id":1,"role":2,"sessionId":3,"userInput":4}]');
  const told = run(["check", path]);
  for (const column of [8, 17, 31, 45]) assert.ok(told.all.includes(`${path}:1:${column}`), told.all);
});

test("check --audit: findings after the issues, which alone make the exit code", () => {
  const good = '{"id":"é","role":"bot","sessionId":"s","userInput":"","toolCalls":[{"id":"c","name":"bash","type":"","input":"{\\"a\\"}","finished":true}]}';
  const path = file("suspicious.json", `[\n  ${good}\n]\n`);
  const place = (text, within = 0) => `${path}:2:${good.indexOf(text) + 3 + within}`;
  const told = run(["check", "--audit", path]);
  assert.equal(told.status, 0, told.all);
  assert.deepEqual(told.stdout.split("\n").slice(0, 3), [
    `${place('"bot"')} /0/role: warning: role is "bot", which is none of user, assistant and tool`,
    `${place('"bash"')} /0/toolCalls/0/name: info: "bash" is an older name of Bash`,
    `${place('"{', 7)} /0/toolCalls/0/input: warning: input is not JSON: expected ":", found "}"`,
  ]);
  assert.match(told.stdout, /: ok, 3 findings, 1 message, /);
  assert.equal(run(["check", path]).stdout.split("\n").length, 2);

  const broken = file("suspicious-broken.json", `${good}\n{"id":5}\n`);
  const both = run(["check", "--audit", "--max-issues", "2", broken]);
  assert.equal(both.status, 1);
  assert.ok(both.stdout.indexOf("/1/id") < both.stdout.indexOf("/0/role"));
  assert.match(both.stdout, /: 2 issues, and more that --max-issues leaves out, 2 findings, /);
  assert.equal(run(["convert", "--audit", "--naming", "wire", path]).status, 2);
});

test("check: standard input", () => {
  assert.equal(run(["check", "-"], { input: readFileSync(sample("short.wire.json")) }).status, 0);
  const told = run(["check", "-"], { input: "[{]" });
  assert.equal(told.status, 1);
  assert.match(told.all, /:1:3/);
});

test("one broken file does not hide another", () => {
  const told = run(["check", file("a.json", "["), sample("short.wire.json"), file("b.json", "{")]);
  assert.equal(told.status, 1);
  assert.match(told.all, /a\.json:1:2/);
  assert.match(told.all, /b\.json:1:2/);
});

test("summary: tables", () => {
  const told = run(["summary", sample("history.wire.json")]);
  assert.equal(told.status, 0, told.all);
  const { usage, fields } = summarize(readFileSync(sample("history.wire.json")));
  const lines = told.stdout.split("\n");
  assert.match(lines[0], /history\.wire\.json: 329 messages, 1,107,828 bytes, [\d.]+ ms$/);
  const total = lines.find((line) => line.startsWith("total"));
  assert.deepEqual(total.split(/ +/).slice(1), [
    "329", ...[usage.inputTokens, usage.outputTokens, usage.cacheCreationTokens, usage.cacheReadTokens].map((count) => count.toLocaleString("en")), usage.cost.toFixed(4),
  ]);
  // Numbers end below one another.
  const tools = lines.slice(lines.findIndex((line) => /^tool +calls/.test(line)), lines.findIndex((line) => line.startsWith("callback ")) - 1);
  assert.ok(tools.length > 5);
  assert.equal(new Set(tools.map((line) => line.length)).size, 1);
  for (const { path } of fields) assert.ok(lines.some((line) => line.startsWith(`${path} `) && line.includes(" %")), path);
});

test("summary --json: a line for each file", () => {
  const files = ["short.wire.json", "short.wire.ndjson"].map(sample);
  const told = run(["summary", "--json", ...files]);
  assert.equal(told.status, 0, told.all);
  assert.deepEqual(
    told.stdout.trim().split("\n").map((line) => JSON.parse(line)),
    files.map((file) => ({ file, ...summarize(readFileSync(file)) })),
  );
});

test("summary: exit 1 with the first records that are rejected, and their number", () => {
  const good = '{"id":"1","role":"user","sessionId":"s","userInput":"漢字 \\u001b[31m","model":"\\u001b[31m漢"}';
  const path = file("rejected.ndjson", [good, ...Array(9).fill('{"id":1}'), "{", good].join("\n"));
  const told = run(["summary", path]);
  assert.equal(told.status, 1);
  for (const line of [2, 3, 6]) assert.ok(told.stderr.includes(`${path}:${line}:1 `), told.stderr);
  assert.ok(!told.stderr.includes(`${path}:7:`), told.stderr);
  assert.match(told.stderr, /: 5 more records rejected$/m);
  assert.match(told.stdout, /: 2 messages, 10 rejected, /);
  assert.doesNotMatch(told.all, /\x1b/);
  assert.equal(JSON.parse(run(["summary", "--json", "-"], { input: readFileSync(path) }).stdout).rejected, 10);
});

test("summary: long lists are cut", () => {
  const path = file("sessions.ndjson", Array.from({ length: 60 }, (_, index) => `{"id":"1","role":"r","sessionId":"s-${index}","userInput":""}`).join("\n"));
  assert.match(run(["summary", path]).stdout, /^s-39 .*\n… and 20 more\ntotal /m);
});

test("convert", () => {
  for (const naming of ["wire", "camel", "snake"]) {
    const told = run(["convert", "--naming", naming, sample("short.wire.json")]);
    assert.equal(told.status, 0, told.all);
    assert.deepEqual(JSON.parse(told.stdout), JSON.parse(readFileSync(sample(`short.${naming}.json`), "utf8")));
  }
  assert.equal(run(["convert", "--naming", "snake", file("bad.json", "[{}]")]).status, 1);
});

test("misuse: exit 2, and a word of help", () => {
  const misuse = [
    [], ["check"], ["frobnicate"], ["check", "--frobnicate", "x"], ["convert", sample("short.wire.json")],
    ["convert", "--naming", "kebab", sample("short.wire.json")], ["convert", "--naming"],
    ["check", join(directory, "missing.json")], ["check", directory], ["check", "--json", sample("short.wire.json")],
    ["summary"], ["summary", directory], ["summary", "--audit", sample("short.wire.json")],
    ["convert", "--naming", "wire", "--json", sample("short.wire.json")],
  ];
  for (const args of misuse) {
    const told = run(args);
    assert.equal(told.status, 2, `${args}: ${told.all}`);
    assert.notEqual(told.stderr, "", `${args}`);
    assert.doesNotMatch(told.all, /^\s+at /m, "no stack trace");
  }
});

test("help", () => {
  for (const args of [["--help"], ["check", "--help"], ["summary", "--help"], ["convert", "--help"]]) {
    const told = run(args);
    assert.equal(told.status, 0, `${args}: ${told.all}`);
    assert.match(told.stdout, /backend-message/);
  }
});

test("no colours where there is no terminal", () => {
  const told = run(["check", file("colour.json", "[")]);
  assert.doesNotMatch(told.all, /\x1b/);
});

test("names of files do not reach the terminal as they are", () => {
  const name = "red\x1b[31m\u009b5m\u202etxt\n.json";
  const shown = "red\\x1b[31m\\x9b5m\\u{202e}txt\\x0a.json";
  const path = file(name, '{"id":1}');
  for (const told of [run(["check", path]), run(["convert", "--naming", "wire", path]), run(["summary", path]), run(["check", `${path}x`])]) {
    assert.ok(told.all.includes(shown), told.all);
    assert.doesNotMatch(told.all, /[\x1b\u009b\u202e]/);
  }
  assert.doesNotMatch(run(["check", "--x\x1b[31m"]).all, /\x1b/);
  assert.doesNotMatch(run(["convert", "--naming", "\x1b[31m", path]).all, /\x1b/);
});

test("output that cannot be written: exit 2, in a line", () => {
  for (const command of [["convert", "--naming", "snake"], ["check"], ["summary"]]) {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [bin, ...command, sample("short.wire.json")], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^backend-message: the output cannot be written: .*\n$/);
  }
});

test("more issues than a report can hold: exit 1, and no stack trace", () => {
  const path = file("empty.json", "[" + "{},".repeat(499_999) + "{}]");
  for (const command of [["check"], ["summary"], ["convert", "--naming", "wire"]]) {
    const told = run([...command, "--max-issues", "99999999", path]);
    assert.equal(told.status, 1, told.stderr.slice(0, 1000));
    assert.doesNotMatch(told.all, /^\s+at /m);
    if (command[0] === "check") assert.match(told.stdout, /issues, and more that/);
  }
});

test("a reader that stops early", () => {
  const { status, stderr } = spawnSync("sh", ["-c", `"$0" "$1" convert --naming snake "$2" | head -c 10`, process.execPath, bin, sample("history.wire.json")], {
    encoding: "utf8",
  });
  assert.equal(status, 0);
  assert.doesNotMatch(stderr, /Error/);
});
