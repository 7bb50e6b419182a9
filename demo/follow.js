// Follows a file of messages, one after another, as it grows, and prints each as it is complete: `node demo/follow.js FILE`.
// Invalid messages are reported, and it continues. Ctrl-C ends it.

import { open } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

import { BackendMessage } from "backend-message";
import { displayText, toolStatus } from "backend-message/view";

/** How long to wait at the end of the file before looking again, in milliseconds. */
const PAUSE = 200;

const interrupt = new AbortController();
process.once("SIGINT", () => interrupt.abort());

try {
  const records = BackendMessage.stream(follow(process.argv[2], interrupt.signal), { onInvalid: "salvage" });
  for await (const record of records) {
    console.log(record.ok ? line(record.value) : `rejected, at byte ${record.offset}: ${record.error.pretty()}`);
  }
} catch (error) {
  if (!interrupt.signal.aborted) throw error;
}

/**
 * The bytes of a file, and those that are appended later.
 *
 * @param {string} path
 * @param {AbortSignal} signal
 */
async function* follow(path, signal) {
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(1 << 16));
      if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
      else await setTimeout(PAUSE, undefined, { signal });
    }
  } finally {
    await file.close();
  }
}

/** @param {BackendMessage} message */
function line(message) {
  const calls = (message.toolCalls ?? []).map((call) => `[${call.name}: ${toolStatus(call)}]`);
  return [`${message.role}:`, displayText(message), ...calls].join(" ").replace(/\s+/g, " ");
}
