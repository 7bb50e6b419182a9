// `check`: the issues of files.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { file, message, run, sample } from "./program.js";

const lines = (text) => text.trim().split("\n");
const objects = (text) => lines(text).map((line) => JSON.parse(line));

test("exit 0 when all messages are valid, with a line for each file and one for all", () => {
  const result = run(["check", sample("short.wire.json"), sample("short.snake.json"), sample("short.wire.ndjson")]);
  assert.equal(result.status, 0, result.all);
  assert.match(result.stdout, /^(.*: valid, 9 messages, 11 KB, \d+ ms\n){3}3 files: valid, 27 messages, 3\d KB\n$/);
  assert.equal(result.stderr, "");
});

test("exit 1 with file, line, column and the source line when a message is invalid", () => {
  const text = '  {"id":"é","role":"user","sessionId":"s","userInput":7}';
  const path = file("broken.json", `[\n${text}\n]\n`);
  const result = run(["check", sample("short.wire.json"), path]);
  assert.equal(result.status, 1);
  assert.ok(result.stdout.includes(`${path}:2:${text.indexOf("7") + 1} `), result.stdout);
  assert.ok(result.stdout.includes('"userInput":7}'), result.stdout);
  assert.match(result.stdout, /^[\s|]*\^/m);
  assert.match(result.stdout, /broken\.json: 1 issue in 1 of 1 message, \d+ bytes \(\d+ bytes invalid\)\n2 files: 1 invalid, 1 invalid message of 10, /);
});

test("every issue is reported", () => {
  const path = file("many.json", '[{"id":1,"role":2,"sessionId":3,"userInput":4}]');
  const result = run(["check", path]);
  for (const column of [8, 17, 31, 45]) assert.ok(result.stdout.includes(`${path}:1:${column} `), result.stdout);
});

test("one broken file does not hide another", () => {
  const result = run(["check", file("a.json", "["), sample("short.wire.json"), file("b.json", "{")]);
  assert.equal(result.status, 1);
  assert.match(result.stdout, /a\.json:1:2/);
  assert.match(result.stdout, /b\.json:1:2/);
});

test("--max-issues, and what it leaves out", () => {
  const path = file("ten.ndjson", '{"id":1,"role":2,"sessionId":"s","userInput":""}\n'.repeat(10));
  assert.match(run(["check", path]).stdout, /ten\.ndjson: 20 issues in 10 of 10 messages, \d+ bytes \(\d+ bytes invalid\)\n$/);
  assert.match(run(["check", "--max-issues", "3", path]).stdout, /: 3 issues in 2 of 10 messages, .*; --max-issues leaves out 8 more invalid messages\n$/);
  assert.match(run(["check", "--max-issues", "19", path]).stdout, /: 19 issues in 10 of 10 messages, .*; --max-issues leaves out more issues\n$/);
  const [last] = objects(run(["check", "--json", "--max-issues", "3", path]).stdout).slice(-1);
  assert.deepEqual([last.invalid, last.issues, last.truncated, last.leftOut], [10, 3, true, { messages: 8, findings: 0 }]);
});

test("more issues than an error can have: exit 1, and no stack trace", () => {
  const path = file("empty.json", `[${"{},".repeat(9_999)}{}]`);
  for (const command of [["check"], ["summary"], ["convert"], ["export", "messages"]]) {
    const result = run([...command, "--max-issues", "99999999", path]);
    assert.equal(result.status, 1, result.stderr.slice(0, 1000));
    assert.doesNotMatch(result.stderr, /^\s+at /m);
    if (command[0] === "check") assert.match(result.stdout, /: 40,000 issues in 10,000 of 10,000 messages, 30 KB \(\d+ KB invalid\)\n$/);
  }
});

test("--json: a line for each issue and finding, and one of totals", () => {
  const path = file("both.ndjson", `${message()}\n{"id":"x","role":"user","sessionId":"s","userInput":7}\n${message({ id: "b", role: "bot" })}\n`);
  const result = run(["check", "--json", "--audit", path]);
  assert.equal(result.status, 1);
  const [issue, finding, total, ...rest] = objects(result.stdout);
  assert.deepEqual(rest, []);
  const { message: text, ...place } = issue;
  assert.equal(typeof text, "string");
  for (const [key, value] of Object.entries({ type: "issue", file: path, record: 1, id: "x", severity: "error", code: "invalid_type", pointer: "/1/userInput", line: 2, column: 53 })) {
    assert.equal(place[key], value, key);
  }
  assert.deepEqual([finding.type, finding.file, finding.code, finding.severity, finding.line], ["finding", path, "unknown_role", "warning", 3]);
  assert.deepEqual(total, {
    type: "total", files: 1, unreadable: 0, invalidFiles: 1, messages: 2, invalid: 1, issues: 1, findings: 1, bytes: readFileSync(path).length,
    invalidBytes: '{"id":"x","role":"user","sessionId":"s","userInput":7}'.length,
    truncated: false, leftOut: { messages: 0, findings: 0 },
  });
});

test("--sarif", () => {
  const path = file("sär if#.json", '[{"id":1}]');
  const result = run(["check", "--sarif", path]);
  assert.equal(result.status, 1);
  const { version, runs } = JSON.parse(result.stdout);
  assert.equal(version, "2.1.0");
  const [{ tool, results, columnKind }] = runs;
  assert.equal(tool.driver.name, "backend-message");
  assert.equal(columnKind, "utf16CodeUnits");
  const wrong = results.find(({ ruleId }) => ruleId === "invalid_type");
  assert.equal(wrong.level, "error");
  const { artifactLocation, region } = wrong.locations[0].physicalLocation;
  assert.equal(decodeURIComponent(artifactLocation.uri), path);
  assert.doesNotMatch(artifactLocation.uri, /[ #ä]/);
  assert.deepEqual(region, { startLine: 1, startColumn: 8, byteOffset: 7 });
  assert.deepEqual(JSON.parse(run(["check", "--sarif", sample("short.wire.json")]).stdout).runs[0].results, []);
  assert.equal(run(["check", "--sarif", "--json", path]).status, 2);
});

test("-q prints nothing about valid files", () => {
  const path = file("quiet.json", "[{}]");
  assert.equal(run(["check", "-q", sample("short.wire.json"), sample("short.snake.json")]).all, "");
  assert.doesNotMatch(run(["check", "-q", sample("short.wire.json"), path]).stdout, /: valid/);
  assert.equal(run(["check", "-q", path]).status, 1);
});

const SUSPICIOUS = message({
  id: "é", role: "bot", cacheReadTokens: 5, outputTokens: 1,
  toolCalls: [{ id: "c", name: "bash", type: "", input: '{"a"}', finished: true }],
});

test("--audit: findings follow the issues, and do not change the exit status", () => {
  const path = file("suspicious.json", `[\n  ${SUSPICIOUS}\n]\n`);
  const place = (text, within = 0) => `${path}:2:${SUSPICIOUS.indexOf(text) + 3 + within}`;
  const result = run(["check", "--audit", path]);
  assert.equal(result.status, 0, result.all);
  const shown = lines(result.stdout);
  assert.equal(shown.length, 4, result.stdout);
  assert.ok(shown[0].startsWith(`${place('"bot"')} /0/role: warning: `), shown[0]);
  assert.ok(shown[1].startsWith(`${place('"bash"')} /0/toolCalls/0/name: info: `), shown[1]);
  assert.ok(shown[2].startsWith(`${place('"{', 7)} /0/toolCalls/0/input: warning: `), shown[2]);
  assert.match(shown[3], /: valid, 3 findings, 1 message, /);
  assert.equal(lines(run(["check", path]).stdout).length, 1);

  const both = run(["check", "--audit", "--max-issues", "2", file("suspicious-broken.json", `${SUSPICIOUS}\n{"id":5}\n`)]);
  assert.equal(both.status, 1);
  assert.ok(both.stdout.indexOf("/1/id") < both.stdout.indexOf("/0/role"));
  assert.match(both.stdout, /: 2 issues in 1 of 2 messages, 3 findings, .*; --max-issues leaves out more issues and 1 more finding\n$/);
});

test("--rule sets severities; --fail-on sets the exit status", () => {
  const path = file("rules.json", SUSPICIOUS);
  const codes = (...args) => objects(run(["check", "--json", ...args, path]).stdout).filter(({ type }) => type === "finding").map(({ code, severity }) => `${code}:${severity}`);
  assert.deepEqual(codes("--audit"), ["unknown_role:warning", "legacy_tool_name:info", "invalid_input:warning"]);
  // --rule implies --audit, and switches on a rule that is off by default.
  assert.deepEqual(codes("--rule", "unknown_role=off", "--rule", "invalid_input=info", "--rule", "cache_read_not_included=warning"), [
    "cache_read_not_included:warning", "legacy_tool_name:info", "invalid_input:info",
  ]);
  const status = (...args) => run(["check", ...args, path]).status;
  assert.equal(status("--audit", "--fail-on", "warning"), 1);
  assert.equal(status("--fail-on", "warning", "--rule", "unknown_role=info", "--rule", "invalid_input=off"), 0);
  assert.equal(status("--fail-on", "info", "--rule", "unknown_role=info", "--rule", "invalid_input=off"), 1);
  assert.equal(status("--rule", "unknown_rule=off"), 2);
  assert.equal(status("--rule", "unknown_role"), 2);
});

test("the rules that the command line names are those of the package", () => {
  const document = readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");
  const rules = [...document.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  const help = run(["check", "--help"], { env: { COLUMNS: "10000" } }).stdout;
  const named = /may be repeated: (.*)$/m.exec(help.replace(/\n {20,}/g, " "))[1].trim().split(/, +/);
  assert.deepEqual(named.sort(), rules.sort());
});

test("a file without messages is reported as empty", () => {
  for (const text of ["", " \n", "[]"]) {
    const { status, stdout } = run(["check", file("empty.json", text)]);
    assert.equal(status, 0);
    assert.match(stdout, /: empty, 0 messages/);
  }
});

test("what strict reading refuses between valid messages makes the file irregular", () => {
  for (const [text, offset] of [
    [`${message()}\n\0\0${message()}`, message().length + 1],
    [`\u001e${message()}\n`, 0],
    [`${message()}\ufeff${message()}`, message().length],
    [`[${message()}]\n${message()}`, message().length + 3],
    [`${message()}\n[${message()}]`, message().length + 1],
  ]) {
    const path = file("irregular.json", text);
    const { status, stdout } = run(["check", "-q", path]);
    assert.equal(status, 1, text);
    assert.match(stdout, new RegExp(`at byte ${offset}, between messages, .* parseMany refuses`));
    assert.match(stdout, /: irregular, \d messages?/);
    const lines = run(["check", "--json", path]).stdout.trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ type, offset, invalidFiles }) => [type, offset ?? invalidFiles]), [["irregularity", offset], ["total", 1]]);
    assert.equal(run(["convert", "--salvage", "--to", "ndjson", path]).stdout.trim().split("\n").length, stdout.includes("2 messages") ? 2 : 1);
  }
  assert.equal(run(["check", file("pages.json", `[${message()}]\n[${message()}]`)]).status, 0);
});

test("--at and --malformed-unicode", () => {
  const path = file("wrapped.json", `{"data":{"messages":[${message({ userInput: "HALF" }).replace("HALF", "\\ud800")}]}}`);
  assert.equal(run(["check", path]).status, 1);
  assert.equal(run(["check", "--at", "/data/messages", path]).status, 1);
  const options = ["--at", "/data/messages", "--malformed-unicode", "replace", path];
  assert.match(run(["check", ...options]).stdout, /: valid, 1 message/);
  assert.match(run(["check", "--audit", ...options]).stdout, /: valid, 0 findings, 1 message/);
  const summary = run(["summary", ...options]);
  assert.match(summary.stdout, /malformed Unicode was replaced in 1 message/);
  for (const command of ["convert", "export messages"]) {
    const { status, stdout, stderr } = run([...command.split(" "), ...options]);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\ufffd/);
    assert.match(stderr, /wrapped\.json: malformed Unicode was replaced in 1 message/);
  }
  assert.equal(run(["check", "--at", "messages", path]).status, 2);
});
