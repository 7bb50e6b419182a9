// Which files the commands read, and in which forms.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import zlib from "node:zlib";

import { bin, directory, file, message, run, sample } from "./program.js";

/** A tree of files, each with one message more than the one before. */
function tree(name, paths) {
  const root = join(directory, name);
  paths.forEach((path, index) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    const text = Buffer.from(`${message()}\n`.repeat(index + 1));
    writeFileSync(join(root, path), path.endsWith(".gz") ? zlib.gzipSync(text) : text);
  });
  return root;
}

/** The names and messages of the files that were read. */
function read(args, options) {
  const result = run(["summary", "--json", ...args], options);
  assert.equal(result.status, 0, result.all);
  return result.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .filter(({ file }) => file !== undefined)
    .map(({ file, messages }) => [file, messages]);
}

test("a directory means the histories in it and below, in order; other endings and names with a leading dot are left out", () => {
  const root = tree("tree", ["b.json", "a/z.ndjson", "a/y.jsonl.gz", "notes.txt", ".hidden/c.json", ".d.json", "e.JSON.GZ"]);
  writeFileSync(join(root, "e.JSON.GZ"), zlib.gzipSync(message()));
  assert.deepEqual(read([root]), [
    [join(root, "a/y.jsonl.gz"), 3],
    [join(root, "a/z.ndjson"), 2],
    [join(root, "b.json"), 1],
    [join(root, "e.JSON.GZ"), 1],
  ]);
});

test("links to directories are not followed, so a loop of them ends; a link that is named is followed", () => {
  const root = tree("circle", ["a/one.json", "a/b/two.json"]);
  symlinkSync(root, join(root, "a/b/back"));
  symlinkSync(join(root, "a/one.json"), join(root, "linked.json"));
  assert.deepEqual(read([root]).map(([path]) => path.slice(root.length + 1)), ["a/b/two.json", "a/one.json"]);
  assert.deepEqual(read([join(root, "a/b/back/a/b")]).map(([, messages]) => messages), [2]);
  symlinkSync("self.json", join(root, "self.json"));
  assert.match(run(["check", join(root, "self.json")]).stderr, /symbolic links form a loop/);
});

test("a pattern", () => {
  const root = tree("pattern", ["a.json", "b.ndjson", "deep/c.json", "deep/er/d.json", "e.txt"]);
  const names = (pattern) => read([`${root}/${pattern}`]).map(([path]) => path.slice(root.length + 1));
  assert.deepEqual(names("*.json"), ["a.json"]);
  assert.deepEqual(names("**/*.json"), ["a.json", "deep/c.json", "deep/er/d.json"]);
  assert.deepEqual(names("{a,b}.*"), ["a.json", "b.ndjson"]);
  assert.deepEqual(names("{deep,deep/er}/*.json"), ["deep/c.json", "deep/er/d.json"]);
  assert.deepEqual(names("e.*"), ["e.txt"]);
  assert.deepEqual(read(["*.json"], { cwd: root }), [["a.json", 1]]);
  const none = run(["check", `${root}/*.nothing`]);
  assert.equal(none.status, 2);
  assert.match(none.stderr, /^backend-message: no file matches .*\n$/);
});

test("a file whose name looks like a pattern is that file", () => {
  const path = file("[a]*.json", message());
  assert.deepEqual(read([path]), [[path, 1]]);
});

test("a file that is named twice is read once", () => {
  const root = tree("twice", ["a.json"]);
  assert.equal(read([root, join(root, "a.json"), `${root}/*`]).length, 1);
});

test("gzip is recognised by its content, whatever the name; several members are one text", () => {
  const text = readFileSync(sample("short.wire.ndjson"));
  const path = file("compressed.bin", Buffer.concat([zlib.gzipSync(text.subarray(0, 500)), zlib.gzipSync(text.subarray(500))]));
  assert.deepEqual(read([path]), [[path, 9]]);
  assert.deepEqual(read(["-"], { input: zlib.gzipSync(text) }), [["-", 9]]);
});

test("compressed data that ends early, or is damaged: exit 2, one line", () => {
  const whole = zlib.gzipSync(readFileSync(sample("history.wire.json")));
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, 5000, 6000);
  for (const [bytes, why] of [[whole.subarray(0, 9000), /ends early/], [damaged, /is damaged/]]) {
    const result = run(["check", file("damaged.json.gz", bytes)]);
    assert.equal(result.status, 2);
    assert.match(result.stderr, why);
    assert.equal(result.stderr.split("\n").length, 2, result.stderr);
  }
});

test("zstd is decompressed where Node can, and elsewhere the message says what to do", () => {
  const frame = Buffer.from("28b52ffd04000100007b7d0a1dd1", "hex");
  const text = zlib.zstdCompressSync?.(Buffer.from(message()));
  const result = run(["check", file("frame.zst", text ?? frame)]);
  if (text === undefined) {
    assert.equal(result.status, 2);
    assert.match(result.stderr, /^backend-message: .* is compressed with zstd, which Node .* cannot decompress; use Node 22\.15 or newer/);
  } else {
    assert.match(result.stdout, /: valid, 1 message, /);
  }
});

test("standard input is read with and without a dash", () => {
  const input = readFileSync(sample("short.wire.json"));
  for (const args of [["check"], ["check", "-"]]) assert.match(run(args, { input }).stdout, /^\(standard input\): valid, 9 messages, /);
  const result = run(["check"], { input: "[{]" });
  assert.equal(result.status, 1);
  assert.match(result.stdout, /^\(standard input\):1:3/);
});

test("a file that cannot be read does not stop the others", () => {
  const empty = join(directory, "empty");
  mkdirSync(empty);
  const missing = join(directory, "missing.json");
  const result = run(["check", missing, empty, sample("short.wire.json"), "/proc/self/mem"]);
  assert.equal(result.status, 2);
  assert.match(result.stdout, /short\.wire\.json: valid/);
  const lines = result.stderr.trim().split("\n");
  assert.equal(lines.length, 3, result.stderr);
  assert.match(lines[0], /missing\.json cannot be read: it does not exist$/);
  assert.match(lines[1], /empty contains no file that ends in /);
  assert.match(lines[2], /\/proc\/self\/mem cannot be read: /);
});

test("in a directory, a file that cannot be read does not stop the walk", () => {
  const root = tree("unreadable", ["a.json", "z.json"]);
  // Names on Unix are bytes, and these are not UTF-8.
  writeFileSync(Buffer.concat([Buffer.from(join(root, "m")), Buffer.from([0xff]), Buffer.from(".json")]), message());
  symlinkSync("nowhere.json", join(root, "dangling.json"));
  const result = run(["check", root, `${root}/*.json`]);
  assert.equal(result.status, 2);
  assert.match(result.stdout, /a\.json: .*\n.*z\.json: .*\n/);
  assert.match(result.stderr, /dangling\.json cannot be read: it does not exist\n/);
  assert.match(result.stderr, /m\ufffd\.json cannot be read: its name is not UTF-8; pass its text through standard input\n/);
});

test("a named pipe", () => {
  const path = join(directory, "pipe");
  const script = `mkfifo "$2"; cat "$3" > "$2" & "$0" "$1" check "$2"`;
  const { stdout, status } = spawnSync("sh", ["-c", script, process.execPath, bin, path, sample("short.wire.json")], { encoding: "utf8" });
  assert.equal(status, 0);
  assert.match(stdout, /pipe: valid, 9 messages, /);
});

test("control characters in names of files are escaped", () => {
  const shown = "red\\x1b[31m\\x9b5m\\u{202e}txt\\x0a.json";
  const path = file("red\x1b[31m\u009b5m\u202etxt\n.json", '{"id":1}');
  for (const result of [run(["check", path]), run(["convert", path]), run(["export", "messages", path]), run(["summary", path]), run(["check", `${path}x`])]) {
    assert.ok(result.all.includes(shown), result.all);
    assert.doesNotMatch(result.all, /[\x1b\u009b\u202e]/);
  }
  // The messages of the system quote what cannot be read.
  assert.match(run(["check", `${path}/\x1b`]).stderr, /\\x1b cannot be read: not a directory\n$/);
  assert.match(run(["check", "\x1b".repeat(5000)]).stderr, /\\x1b cannot be read: its name is too long\n$/);
  assert.match(run(["check", ""]).stderr, /^backend-message: "" cannot be read: it does not exist\n$/);
  assert.doesNotMatch(run(["check", "--x\x1b[31m"]).all, /\x1b/);
  assert.doesNotMatch(run(["convert", "--naming", "\x1b[31m", path]).all, /\x1b/);
  // Programs get the name itself.
  assert.equal(JSON.parse(run(["check", "--json", path]).stdout.split("\n")[0]).file, path);
});
