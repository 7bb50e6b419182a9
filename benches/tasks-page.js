// What a page feels while a large Blob is read: how long it cannot do anything else, and how long an abort takes.
//
//   ?work=INDEX&framing=NAME&megabytes=NUMBER; without them, the names of what can be measured

import { BackendMessage } from "backend-message";
import { audit, summarize } from "backend-message/insight";

import { messages, write, writeOne } from "../tests/support/history.js";
import { MESSAGES, SEED } from "./seed.js";

/** Each reads all of a Blob. The last is what pages do without the package; it cannot be aborted. */
const WORKS = [
  {
    name: "`stream`",
    async run(blob, { signal } = {}) {
      let count = 0;
      for await (const _ of BackendMessage.stream(blob, { signal })) count++;
      return count;
    },
  },
  { name: "`summarize`", run: async (blob, options) => (await summarize(blob, options)).messages },
  { name: "`audit`", run: async (blob, options) => (await audit(blob, options)).messages },
  {
    name: "`JSON.parse` of the whole text",
    isBlocking: true,
    async run(blob, _, framing) {
      const text = await blob.text();
      return framing === "array" ? JSON.parse(text).length : text.trimEnd().split("\n").map((line) => JSON.parse(line)).length;
    },
  },
];

/** A text's beginning, what is between two messages, and its end. */
const FRAMINGS = { array: ["[", ",", "]"], NDJSON: ["", "\n", "\n"] };

/** How many times the work is aborted, each time a bit later. */
const ABORTS = 8;

window.outcome = answer(new URLSearchParams(location.search));

async function answer(query) {
  if (!query.has("work")) return { works: WORKS.map(({ name }) => name), framings: Object.keys(FRAMINGS) };
  const { run, isBlocking = false } = WORKS[query.get("work")];
  const framing = query.get("framing");
  const { blob, count } = historyOf(query.get("megabytes") * 1e6, FRAMINGS[framing]);
  const read = async (options) => {
    const found = await run(blob, options, framing);
    if (found !== count) throw new Error(`${found} messages instead of ${count}`);
  };
  await read();
  const start = performance.now();
  await read();
  const time = performance.now() - start;
  const felt = await feel(read);
  const abort = isBlocking ? undefined : await longestAbort(read, time);
  return { bytes: blob.size, time, ...felt, abort };
}

/** @returns a Blob of at least so many bytes, and the number of its messages */
function historyOf(size, [opening, between, end]) {
  const parts = [opening];
  let count = 0;
  for (let length = 0, seed = SEED; length < size; seed++, count += MESSAGES) {
    const list = messages({ seed, messages: MESSAGES, text: "mixed" });
    const text = between === "," ? write(list).trim().slice(1, -1) : list.map((message) => writeOne(message).trimEnd()).join(between);
    if (count > 0) parts.push(between);
    // A Blob of bytes: one of long strings is made of them in the first measurement.
    const bytes = new TextEncoder().encode(text);
    parts.push(bytes);
    length += bytes.length;
  }
  return { blob: new Blob([...parts, end]), count };
}

/**
 * The longest time between two ticks of a loop of tasks, and the tasks that the browser calls long (over 50 ms), where it
 * tells them. The loop takes its turn with the work, as a page's events do.
 */
async function feel(read) {
  const longTasks = [];
  const observer = globalThis.PerformanceObserver?.supportedEntryTypes.includes("longtask")
    ? new PerformanceObserver((list) => longTasks.push(...list.getEntries()))
    : undefined;
  observer?.observe({ type: "longtask" });
  const { port1, port2 } = new MessageChannel();
  let longestGap = 0;
  let last = performance.now();
  port1.onmessage = () => {
    const now = performance.now();
    longestGap = Math.max(longestGap, now - last);
    last = now;
    port2.postMessage(undefined);
  };
  port2.postMessage(undefined);
  const start = performance.now();
  await read();
  const end = performance.now();
  // The last task may be the longest; its entry comes after it.
  await sleep(200);
  port1.close();
  observer?.disconnect();
  if (observer === undefined) return { longestGap };
  // Neither what came before nor the ticks after the work.
  const tasks = longTasks.filter(({ startTime }) => startTime <= end && startTime >= start - 1);
  return { longestGap, longTasks: tasks.length, longestTask: Math.max(0, ...tasks.map(({ duration }) => duration)) };
}

/** The longest time from an abort to the rejection, over aborts at several times. */
async function longestAbort(read, time) {
  let longest = 0;
  for (let turn = 1; turn <= ABORTS; turn++) {
    const controller = new AbortController();
    const reason = new Error("aborted by the benchmark");
    let aborted;
    setTimeout(
      () => {
        aborted = performance.now();
        controller.abort(reason);
      },
      (time * turn) / (ABORTS + 1),
    );
    const found = await read({ signal: controller.signal }).then(() => undefined, (error) => error);
    // Some readings are faster than the measured one, and end before the last abort.
    if (aborted === undefined) continue;
    if (found !== reason) throw found ?? new Error("what was aborted came to its end");
    longest = Math.max(longest, performance.now() - aborted);
  }
  return longest;
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
