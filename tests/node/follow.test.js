// The example that follows a growing file: demo/follow.js.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const message = (id, fields) => JSON.stringify({ id, role: "user", sessionId: "s", userInput: "", ...fields });

test("messages are printed as soon as they are complete, rejected ones are reported, and Ctrl-C ends it cleanly", async (context) => {
  const directory = mkdtempSync(join(tmpdir(), "follow-"));
  context.after(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "messages.ndjson");
  writeFileSync(file, `${message("1", { userInput: "Hello" })}\n`);
  const script = fileURLToPath(new URL("../../demo/follow.js", import.meta.url));
  const follower = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
  context.after(() => follower.kill());
  const lines = createInterface(follower.stdout)[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  assert.equal(await next(), "user: Hello");

  // A message in two pieces, the first of which ends within a character.
  const bytes = Buffer.from(message("2", { userInput: "é", toolCalls: [{ id: "c", name: "Bash", type: "", input: "", finished: true }] }));
  const middle = bytes.indexOf("é") + 1;
  appendFileSync(file, bytes.subarray(0, middle));
  appendFileSync(file, bytes.subarray(middle));
  assert.equal(await next(), "user: é [Bash: running]");

  appendFileSync(file, `\n{"id":"3"}\n${message("4", { role: "tool" })}\n`);
  assert.match(await next(), /^rejected, at byte \d+: 3:1 \/2\/role: missing field "role"$/);
  while (!(await next()).startsWith("tool:"));

  follower.kill("SIGINT");
  const [code] = await once(follower, "exit");
  assert.equal(code, 0);
});
