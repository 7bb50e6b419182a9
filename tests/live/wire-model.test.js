// The live session against a second model of the wire: what events tell, what is lost or comes twice, a history at any moment.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readEvents } from "../../pkg-template/live/read-events.js";
import { createLiveSession } from "../../pkg-template/live/session.js";
import { rows } from "../../pkg-template/view/rows.js";
import { randomFrom } from "./random.js";
import { wireFrom } from "./wire-model.js";

const PIECES = new Set(["content", "thinking", "tool_use_parameter_delta"]);

/** @param {(wire: ReturnType<typeof wireFrom>, session: import("../../pkg-template/live/session.js").LiveSession, random: import("./random.js").Random) => unknown} holds */
async function always(holds, { seeds = 60, isKept = false } = {}) {
  for (let seed = 1; seed <= seeds; seed++) {
    const session = createLiveSession({ sessionId: "S", history: [], interval: 0 });
    try {
      await holds(wireFrom(seed, isKept), session, randomFrom(seed + 1_000_000));
    } catch (error) {
      throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
    }
  }
}

const withoutKeys = (shown) => JSON.parse(JSON.stringify(shown, (name, value) => (name === "key" || name === "agent" ? undefined : value)));

test("events produce the messages of the history, and reading it changes nothing", () =>
  always(({ timeline, history, told, prompts }, session, random) => {
    timeline.forEach(({ event }, index) => {
      if (prompts.has(index) && random.chance(0.7)) session.send(prompts.get(index)).sent();
      session.push(event);
    });
    const { messages, status, stale, pending } = session.getSnapshot();
    assert.deepEqual({ messages, status, stale, pending }, { messages: told, status: "ready", stale: false, pending: [] });
    session.reconcile(history);
    assert.deepEqual(session.getSnapshot().messages, history);
    assert.deepEqual(withoutKeys(rows(session.getSnapshot())), withoutKeys(rows(history)));
  }));

test("the history repairs lost and repeated events", () =>
  always(({ timeline, history, prompts }, session, random) => {
    const loss = random.pick([0.02, 0.4]);
    timeline.forEach(({ event }, index) => {
      if (prompts.has(index) && random.chance(0.5)) session.send(prompts.get(index));
      for (let times = random.chance(loss) ? 0 : random.chance(0.1) ? 2 : 1; times > 0; times--) session.push(event);
    });
    session.reconcile(history);
    const { messages, pending } = session.getSnapshot();
    assert.deepEqual({ messages, pending }, { messages: history, pending: [] });
  }));

test("repeated structural events change nothing", () =>
  always(({ timeline, told }, session, random) => {
    for (const { event } of timeline) for (let times = !PIECES.has(event.event) && random.chance(0.5) ? 2 : 1; times > 0; times--) session.push(event);
    assert.deepEqual(session.getSnapshot().messages, told);
  }));

test("a history that is older or newer than the events shortens no text and doubles none", () =>
  always(({ timeline, history, told }, session, random) => {
    let read = 0;
    let before = new Map();
    timeline.forEach(({ event }, index) => {
      session.push(event);
      const isEnd = event.event === "complete" && event.data.parentToolCallId === undefined;
      const at = Math.min(timeline.length - 1, Math.max(0, index + random.between(-8, 20)));
      if (at >= read && random.chance(isEnd ? 0.5 : 0.1)) session.reconcile(timeline[(read = at)].history);
      const now = new Map(session.getSnapshot().messages.map(({ id, userInput }) => [id, userInput]));
      for (const [id, text] of before) assert.ok(now.get(id)?.startsWith(text), `${id} at ${index}: ${text}, then ${now.get(id)}`);
      before = now;
    });
    const texts = new Map(session.getSnapshot().messages.map(({ id, userInput }) => [id, userInput]));
    for (const { id, userInput } of told) assert.equal(texts.get(id), userInput);
    session.reconcile(history);
    assert.deepEqual(session.getSnapshot().messages, history);
  }, { isKept: true }));

test("bytes with any line ends, cut anywhere", () =>
  always(async ({ timeline, told }, session, random) => {
    const end = random.pick(["\n", "\r\n", "\r"]);
    const frames = timeline.map(({ event: { event, data } }, index) => [": note", `id: ${index}`, `event:${event}`, `data: ${JSON.stringify(data)}`, "", ""].join(end));
    const bytes = new TextEncoder().encode((random.chance(0.3) ? "\ufeff" : "") + frames.join(""));
    const pieces = [];
    const most = random.pick([3, 300]);
    for (let at = 0, next; at < bytes.length; at = next) pieces.push(bytes.slice(at, (next = at + random.between(1, most))));
    for await (const event of readEvents(pieces)) session.push(event);
    assert.deepEqual(session.getSnapshot().messages, told);
  }, { seeds: 5 }));
