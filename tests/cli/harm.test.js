// Outputs that fail, readers that stop, interrupts, histories larger than memory.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, createWriteStream, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { test } from "node:test";

import { messages, writeOne } from "../support/history.js";
import { bin, directory, file, message, run, sample, start } from "./program.js";

const COMMANDS = [["convert", "--naming", "snake"], ["check"], ["check", "--json"], ["summary"], ["export", "messages"], ["export", "tool-calls", "-f", "parquet"]];

test("a full output: exit 2, one line", () => {
  for (const command of COMMANDS) {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [bin, ...command, sample("history.wire.json")], { stdio: ["ignore", full, "pipe"], encoding: "utf8" });
    closeSync(full);
    assert.equal(status, 2, `${command}: ${stderr}`);
    assert.match(stderr, /^backend-message: the output cannot be written: .*\n$/);
  }
});

test("a full disk leaves no incomplete file", () => {
  const place = join(directory, "small");
  mkdirSync(place);
  // A limit on the size of files stands for the disk.
  const script = `ulimit -f 100; trap '' XFSZ; exec "$0" "$1" convert "$2" -o "$3"`;
  const { status, stderr } = spawnSync("sh", ["-c", script, process.execPath, bin, sample("history.wire.json"), join(place, "out.json")], { encoding: "utf8" });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^backend-message: .*out\.json cannot be written: .*\n$/);
  assert.deepEqual(readdirSync(place), []);
});

test("a closed pipe is not a failure, and nothing is printed", () => {
  for (const command of COMMANDS) {
    const script = `"$0" "$1" ${command.join(" ")} "$2"; echo "status $?" >&2`;
    const { stderr } = spawnSync("sh", ["-c", `{ ${script}; } | head -c 1 > /dev/null`, process.execPath, bin, sample("history.wire.json")], { encoding: "utf8" });
    assert.equal(stderr, "status 0\n", `${command}`);
  }
});

test("a closed or full standard error changes nothing", () => {
  const script = `"$0" "$1" summary "$2" 2>&-; "$0" "$1" check missing.json 2>/dev/full`;
  const { status, stdout } = spawnSync("sh", ["-c", script, process.execPath, bin, sample("short.wire.json")], { encoding: "utf8" });
  assert.equal(status, 2);
  assert.match(stdout, /: 9 messages, /);
});

for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]]) {
  test(`${signal} while it waits for standard input: exit ${status}, and no incomplete file`, async () => {
    const place = join(directory, signal);
    mkdirSync(place);
    const child = start(["convert", "-o", join(place, "out.ndjson")]);
    const end = once(child, "exit");
    const text = readFileSync(sample("short.wire.ndjson"), "utf8").repeat(100);
    // More than the pipe can buffer: the command has read some.
    for (let times = 0; times < 3; times++) if (!child.stdin.write(text)) await once(child.stdin, "drain");
    assert.equal(readdirSync(place).length, 1);
    child.kill(signal);
    assert.deepEqual(await end, [status, null]);
    assert.deepEqual(readdirSync(place), []);
  });
}

const SHORT_STRINGS = { NODE_OPTIONS: `--import=${new URL("../support/short-strings.js", import.meta.url)}` };

test("a message with more text than a string can hold: exit 2, one line; check and summary read it", () => {
  const path = file("long.ndjson", `${message({ id: "1" })}
${message({ userInput: "x".repeat(2 ** 22) })}
${message({ id: "3" })}
`);
  assert.match(run(["check", path], { env: SHORT_STRINGS }).stdout, /: valid, 3 messages, /);
  assert.match(run(["check", "--audit", path], { env: SHORT_STRINGS }).stdout, /: valid, 0 findings, 3 messages, /);
  assert.match(run(["summary", path], { env: SHORT_STRINGS }).stdout, /: 3 messages, /);
  const output = join(directory, "long.out");
  for (const command of [["convert"], ["export", "messages", "-f", "parquet", "--salvage"]]) {
    const { status, stderr } = run([...command, path, "-o", output], { env: SHORT_STRINGS });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^backend-message: .*long\.ndjson cannot be read: a single record has more text than a string of this engine can hold\n$/);
  }
});

test("too little memory for the wasm: exit 2, one line, and the next file is read", () => {
  const trap = `
    const { Instance } = WebAssembly;
    let isFirst = true;
    WebAssembly.Instance = function (module, imports) {
      const { exports } = new Instance(module, imports);
      const read = (...args) => {
        if (!isFirst) return exports.read(...args);
        isFirst = false;
        throw new WebAssembly.RuntimeError("unreachable");
      };
      return { exports: { ...exports, read } };
    };`;
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(trap)}` };
  const paths = [file("trapped.json", message()), file("read.json", message())];
  for (const command of [["check"], ["summary"], ["convert", "--salvage"]]) {
    const { status, stdout, stderr } = run([...command, ...paths], { env });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^backend-message: .*trapped\.json cannot be read: .* for want of memory; .*\n$/);
    assert.match(stdout, command[0] === "convert" ? /^\{"id"/ : /read\.json: /);
  }
});

test("a file that is too large to be audited: exit 2, one line", () => {
  const path = file("audited.ndjson", `${message({ userInput: "x".repeat(2 ** 20) })}\n`);
  const refuse = "const { concat } = Buffer; Buffer.concat = (list) => { if (list.length > 2) throw new RangeError(); return concat(list); }";
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(refuse)}` };
  const { status, stderr } = run(["check", "--audit", path], { env });
  assert.equal(status, 2, stderr);
  assert.match(stderr, /^backend-message: .*audited\.ndjson cannot be audited: it is too large to be in memory as a whole\n$/);
  assert.equal(run(["check", path], { env }).status, 0);
});

test("a message that is too long to be written, for all its escapes: exit 2, one line, no file", () => {
  const path = file("escapes.ndjson", message({ userInput: "\0".repeat(2 ** 19) }));
  const output = join(directory, "escapes.out");
  for (const command of [["convert", "--salvage"], ["export", "messages", "-f", "ndjson"]]) {
    const { status, stderr } = run([...command, path, "-o", output], { env: SHORT_STRINGS });
    assert.equal(status, 2, stderr);
    assert.match(stderr, /^backend-message: .*escapes\.ndjson has a message that is too large to be written\n$/);
    assert.throws(() => statSync(output));
  }
});

/** How large the histories are, in MB. */
const SIZE = Number(process.env.CLI_TEST_MEGABYTES ?? 200);
/** The memory that a process may take, in MB; an empty one takes 45. */
const CEILING = 150;

const records = messages({ messages: 2000, text: "mixed" }).map((message) => Buffer.from(writeOne(message)));

/** Writes a history of that size, as an array or as NDJSON. */
async function long(name, isArray) {
  const path = join(directory, name);
  const stream = createWriteStream(path);
  let bytes = 0;
  let count = 0;
  if (isArray) stream.write("[");
  for (; bytes < SIZE * 1e6; count++) {
    if (isArray && count > 0) stream.write(",");
    const record = records[count % records.length];
    bytes += record.length;
    if (!stream.write(record)) await once(stream, "drain");
  }
  stream.end(isArray ? "]" : "");
  await once(stream, "close");
  return { path, count };
}

/** Runs a command, and returns its peak of memory in MB. */
function peak(args) {
  const code = `
    process.argv.splice(1, 1);
    process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS + "\\n"));
    await import(${JSON.stringify(`file://${bin}`)});`;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", code, "cli", bin, ...args], { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
  assert.equal(status, 0, stderr);
  return Number(/peak (\d+)/.exec(stderr)[1]) / 1000;
}

test(`${SIZE} MB, as an array and as NDJSON, in less than ${CEILING} MB of memory`, async () => {
  for (const isArray of [true, false]) {
    const { path, count } = await long(`long.${isArray ? "json" : "ndjson"}`, isArray);
    for (const args of [["check"], ["summary"], ["convert", "--to", isArray ? "ndjson" : "array"], ["export", "messages", "-f", "csv"], ["export", "tool-calls", "-f", "ndjson"], ["export", "messages", "-f", "parquet"], ["export", "tool-calls", "-f", "parquet"]]) {
      const output = join(directory, "out");
      const needed = peak([...args, ...(["check", "summary"].includes(args[0]) ? [] : ["-o", output]), path]);
      assert.ok(needed < CEILING, `${args.join(" ")} of ${path} took ${needed.toFixed(0)} MB`);
      if (args[0] === "convert") {
        const summary = JSON.parse(run(["summary", "--json", output]).stdout);
        assert.equal(summary.messages, count);
        rmSync(output);
      }
    }
    rmSync(path);
  }
});
