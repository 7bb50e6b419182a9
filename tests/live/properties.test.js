// What holds for every conversation, tried on conversations that a model of the backend makes. `LIVE_CONVERSATIONS` says how
// many of them each property is tried on, `LIVE_SEED` where they begin.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readEvents } from "../../pkg-template/live/read-events.js";
import { createLiveSession } from "../../pkg-template/live/session.js";
import { rows } from "../../pkg-template/view/rows.js";
import { conversationFrom } from "./backend-model.js";
import { randomFrom } from "./random.js";

const COUNT = Number(process.env.LIVE_CONVERSATIONS ?? 400);
const FIRST = Number(process.env.LIVE_SEED ?? 1);

/**
 * @param {string} name
 * @param {(backend: ReturnType<typeof conversationFrom>, random: import("./random.js").Random, seed: number) => unknown} holds
 * @param {{ share?: number, options?: Parameters<typeof conversationFrom>[1] }} [how]
 */
function property(name, holds, { share = 1, options } = {}) {
  test(name, async () => {
    for (let seed = FIRST; seed < FIRST + COUNT * share; seed++) {
      const backend = conversationFrom(seed, options);
      try {
        await holds(backend, randomFrom(seed + 1e6), seed);
      } catch (error) {
        error.message = `conversation ${seed} (${JSON.stringify(backend.habits)}): ${error.message}`;
        throw error;
      }
    }
  });
}

/** A session that has taken events, and everything it told. */
function sessionOf(events, { history = [], interval = 0, ...options } = {}) {
  const issues = [];
  const snapshots = [];
  const session = createLiveSession({ sessionId: "session-1", history, interval, onIssue: (issue) => issues.push(issue), ...options });
  session.subscribe((snapshot) => snapshots.push(snapshot));
  for (const event of events) session.push(event);
  session.flush();
  return { session, issues, snapshots };
}

/** Messages as they can be compared when events have no ids. */
const comparable = (backend, messages) =>
  backend.habits.ids === "all" ? messages : messages.map(({ id, ...message }) => (message.role === "assistant" ? message : { id, ...message }));

const mapped = (map, change) => new Map(Array.from(map, ([key, value]) => [key, change(value)]));

/** Everything that a snapshot shows, as plain data. */
function plain({ messages, calls, agents, pending, requests, error, stale, status }) {
  const shown = mapped(calls, (call) => ({ ...call }));
  return { messages, calls: shown, agents, pending, requests, error, stale, status };
}

const STRUCTURAL = new Set([
  "connected", "user_message_created", "tool_use_start", "tool_use_parameter_streaming_complete", "tool_execution_start", "tool_execution_complete",
  "complete", "error", "permission", "notification", "tool",
]);

/** A lane's own events are in order, however they come among those of others. */
function interleaved(events, random) {
  const lanes = new Map();
  for (const event of events) {
    const lane = event.data.parentToolCallId ?? "";
    lanes.set(lane, [...(lanes.get(lane) ?? []), event]);
  }
  const open = [...lanes.values()];
  const mixed = [];
  while (open.length > 0) {
    const index = random.below(open.length);
    mixed.push(open[index].shift());
    if (open[index].length === 0) open.splice(index, 1);
  }
  return mixed;
}

property("before the history is read, messages are what it has, less what no event tells", (backend) => {
  const { session, issues } = sessionOf(backend.events);
  const { messages, agents, stale, status } = session.getSnapshot();
  assert.deepEqual(comparable(backend, messages), comparable(backend, backend.told));
  const shown = mapped(agents, (own) => comparable(backend, own));
  assert.deepEqual(shown, mapped(backend.toldOfAgents, (own) => comparable(backend, own)));
  assert.deepEqual(issues, []);
  assert.equal(stale, false);
  assert.equal(status, backend.hasFailedLast ? "error" : "ready");
});

property("after the history is read, messages equal it", (backend) => {
  const { session } = sessionOf(backend.events);
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
});

property("rows of a live conversation equal those of its history", (backend) => {
  if (backend.hasFailed) return;
  const { session } = sessionOf(backend.events);
  session.reconcile(backend.history);
  const live = rows(session.getSnapshot());
  const stored = rows(backend.history);
  assert.deepEqual(withoutAgents(backend, live), withoutAgents(backend, stored));
});

/** The history does not tell what sub-agents wrote, and a row keeps the key that it had before its id was known. */
function withoutAgents(backend, shown) {
  return shown.map((row) => {
    const { key, ...rest } = row.kind === "assistant" ? { ...row, calls: row.calls.map(({ agent, ...call }) => call) } : row;
    return backend.habits.ids === "all" ? { key, ...rest } : rest;
  });
}

property("any split of the bytes gives the same snapshots", async (backend, random) => {
  const text = backend.events.map(({ event, data }, id) => `id: ${id + 1}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join("");
  const bytes = new TextEncoder().encode(text);
  const pieces = [];
  for (let at = 0; at < bytes.length; ) {
    const piece = bytes.subarray(at, at + random.between(1, 200));
    pieces.push(piece);
    at += piece.length;
  }
  const events = [];
  for await (const event of readEvents(pieces)) events.push(event);
  const whole = sessionOf(backend.events);
  assert.deepEqual(sessionOf(events).snapshots.map(plain), whole.snapshots.map(plain));
  assert.deepEqual(plain(sessionOf(events, { interval: 50 }).session.getSnapshot()), plain(whole.session.getSnapshot()));
}, { share: 0.25 });

property("whatever is dropped, messages equal the history once it is read", (backend, random) => {
  const share = random.pick([0.02, 0.1, 0.5, 0.9]);
  let isFull = false;
  const kept = backend.events.filter(() => {
    // The buffer of a connection is full for a while: what is dropped is dropped in a row.
    if (random.chance(isFull ? 0.3 : share / 2)) isFull = !isFull;
    return !isFull;
  });
  const { session } = sessionOf(kept);
  const { messages, stale } = session.getSnapshot();
  if (backend.habits.ids === "all" && isDropNoticed(backend, kept)) assert.equal(stale, true, "a drop went unnoticed");
  assert.ok(messages.every(({ id }) => typeof id === "string"));
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
  assert.equal(session.getSnapshot().stale, false);
}, { share: 3 });

/** Whether what came cannot be all, by rules that say nothing of how it is noticed. */
function isDropNoticed(backend, kept) {
  const known = new Set();
  const inputs = new Map();
  for (const { event, data } of kept) {
    const id = data.toolCallId ?? data.id;
    if (event === "tool_use_start" || event === "tool") known.add(id);
    if ((event === "tool_use_parameter_delta" || event.startsWith("tool_execution")) && !known.has(id)) return true;
    if (event === "tool_use_parameter_delta") inputs.set(id, (inputs.get(id) ?? "") + data.input);
    if (event === "tool_use_parameter_streaming_complete" && (!known.has(id) || (inputs.get(id) ?? "") !== data.input)) return true;
  }
  const texts = new Map();
  for (const { event, data } of kept) {
    if (event === "content") texts.set(data.assistantMessageId, (texts.get(data.assistantMessageId) ?? "") + data.content);
    if (event === "complete" && data.content !== undefined && (texts.get(data.messageId) ?? "") !== data.content) return true;
  }
  return false;
}

property("structural events that come twice change nothing", (backend, random) => {
  const doubled = backend.events.flatMap((event) => (STRUCTURAL.has(event.event) && random.chance(0.5) ? [event, structuredClone(event)] : [event]));
  const once = sessionOf(backend.events);
  const twice = sessionOf(doubled);
  assert.deepEqual(plain(twice.session.getSnapshot()), plain(once.session.getSnapshot()));
  assert.deepEqual(twice.issues, []);
});

property("calls and messages that are told again later change nothing", (backend, random) => {
  const again = new Set(["user_message_created", "tool_use_start", "tool_use_parameter_streaming_complete"]);
  const events = [...backend.events];
  for (let index = events.length - 1; index >= 0; index--) {
    if (again.has(events[index].event) && random.chance(0.3)) events.splice(random.between(index + 1, events.length), 0, structuredClone(events[index]));
  }
  const { session } = sessionOf(events);
  assert.deepEqual(comparable(backend, session.getSnapshot().messages), comparable(backend, backend.told));
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
}, { options: { ids: "all" } });

property("a permission may come at any moment", (backend, random) => {
  const events = backend.events.filter(({ event }) => event !== "permission");
  for (const event of backend.events) {
    if (event.event === "permission") events.splice(random.below(events.length + 1), 0, event);
  }
  const { session } = sessionOf(events);
  assert.deepEqual(comparable(backend, session.getSnapshot().messages), comparable(backend, backend.told));
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
});

property("an execution that is told before its call is put right by what follows", (backend, random) => {
  const events = [...backend.events];
  for (const event of backend.events) {
    if (event.event !== "tool_execution_start" || !random.chance(0.3)) continue;
    const start = events.findIndex(({ event: name, data }) => name === "tool_use_start" && data.id === event.data.toolCallId);
    if (start < 0) continue;
    events.splice(events.indexOf(event), 1);
    events.splice(start, 0, event);
  }
  const { session } = sessionOf(events);
  assert.deepEqual(comparable(backend, session.getSnapshot().messages), comparable(backend, backend.told));
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
});

property("lanes that are interleaved at random are each as alone", (backend, random) => {
  const { session } = sessionOf(interleaved(backend.events, random));
  const { messages, agents, status } = session.getSnapshot();
  assert.deepEqual(comparable(backend, messages), comparable(backend, backend.told));
  assert.deepEqual(mapped(agents, (own) => comparable(backend, own)), new Map(Array.from(agents.keys(), (id) => [id, comparable(backend, backend.toldOfAgents.get(id))])));
  assert.equal(status, backend.hasFailedLast ? "error" : "ready");
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
}, { options: { subagents: true } });

property("whenever the history lands, in whatever earlier state, no text on screen shrinks", (backend, random, seed) => {
  const { session, snapshots } = sessionOf([]);
  let last = 0;
  for (const [index, event] of backend.events.entries()) {
    session.push(event);
    if (!random.chance(0.08)) continue;
    // Two answers never come in the wrong order, as there are never two requests at once.
    last = random.between(Math.max(last, index - 40), index + 1);
    session.reconcile(conversationFrom(seed, { stopAfter: last, ...backend.habits }).history);
  }
  assertGrowing(snapshots);
  const { messages } = session.getSnapshot();
  assert.deepEqual(comparable(backend, messages.filter(({ id }) => isTold(backend, id)).map(toldOf)), comparable(backend, backend.told));
  session.reconcile(backend.history);
  assert.deepEqual(session.getSnapshot().messages, backend.history);
}, { options: { failures: false } });

property("a history that is asked for while events come lands late and takes nothing away", async (backend, random, seed) => {
  let at = 0;
  const answers = [];
  const loadHistory = () => {
    const { history } = conversationFrom(seed, { stopAfter: at, ...backend.habits });
    return new Promise((resolve) => answers.push(() => resolve(history)));
  };
  const { session, snapshots } = sessionOf([], { loadHistory });
  for (const event of backend.events) {
    at++;
    session.push(event);
    if (random.chance(0.05)) session.refresh();
    if (random.chance(0.1)) answers.shift()?.();
    assert.ok(answers.length <= 1, "two requests at once");
    if (random.chance(0.2)) await undefined;
  }
  assertGrowing(snapshots);
  session.disconnect();
}, { options: { failures: false }, share: 0.5 });

const isTold = (backend, id) => !id.startsWith("T") && !backend.silent.has(id);
const toldOf = ({ assistantResponse, id, reasoning, role, sessionId, toolCalls, userInput }) => ({
  ...(assistantResponse !== undefined && { assistantResponse }),
  id,
  ...(reasoning !== undefined && { reasoning }),
  role,
  sessionId,
  ...(toolCalls !== undefined && { toolCalls: toolCalls.map(({ finished, id, input, name }) => ({ finished, id, input, name, type: "" })) }),
  userInput,
});

function assertGrowing(snapshots) {
  const shown = new Map();
  for (const { entries } of snapshots) {
    const seen = new Map(entries.map(({ key, message }) => [key, message]));
    for (const [key, { userInput, reasoning = "", toolCalls = [] }] of shown) {
      const now = seen.get(key);
      assert.ok(now !== undefined, `${key} is gone`);
      assert.ok(now.userInput.length >= userInput.length, `the text of ${key} shrank: ${JSON.stringify(userInput)} to ${JSON.stringify(now.userInput)}`);
      assert.ok((now.reasoning ?? "").length >= reasoning.length, `the reasoning of ${key} shrank`);
      assert.ok((now.toolCalls ?? []).length >= toolCalls.length, `${key} lost a call`);
    }
    for (const [key, message] of seen) shown.set(key, message);
  }
}

property("what an event does not touch is the same object, what it touches a new one, and all is frozen", (backend) => {
  const { snapshots } = sessionOf(backend.events);
  for (const [index, after] of snapshots.entries()) {
    assertFrozen(after);
    if (index === 0) continue;
    const before = snapshots[index - 1];
    assert.notEqual(before, after);
    assertSharedList(before.messages, after.messages);
    for (const [id, own] of after.agents) assertSharedList(before.agents.get(id) ?? [], own);
    assertShared([...before.calls.values()], [...after.calls.values()]);
  }
}, { share: 0.25 });

/** What is equal is the same, and at most one item of a list changes with an event. */
function assertShared(before, after) {
  let changed = 0;
  for (const [index, item] of after.entries()) {
    if (item === before[index] || before[index] === undefined) continue;
    assert.notDeepEqual(item, before[index], "an equal object is another one");
    changed++;
  }
  return changed;
}

function assertSharedList(before, after) {
  const changed = assertShared(before, after);
  assert.ok(changed <= 1, `${changed} messages changed with one event`);
  if (changed === 0 && before.length === after.length) assert.equal(before, after, "an equal list is another one");
}

function assertFrozen(value) {
  if (typeof value !== "object" || value === null) return;
  if (value instanceof Map) return [...value.values()].forEach(assertFrozen);
  assert.ok(Object.isFrozen(value), `${JSON.stringify(value)} is not frozen`);
}

property("reading the same history again changes nothing, and tells nobody", (backend) => {
  const { session, snapshots } = sessionOf(backend.events);
  session.reconcile(backend.history);
  const told = snapshots.length;
  session.reconcile(backend.history);
  assert.equal(snapshots.length, told);
});

property("objects that the history does not change are kept", (backend) => {
  const { session } = sessionOf(backend.events);
  session.reconcile(backend.history);
  const before = session.getSnapshot();
  const { history } = backend;
  const { sessionId } = backend;
  session.reconcile([...history, { id: "X", role: "user", sessionId, userInput: "more" }]);
  const after = session.getSnapshot();
  assert.equal(after.messages.length, before.messages.length + 1);
  for (const [index, message] of before.messages.entries()) assert.equal(after.messages[index], message);
});

property("every message is valid, whatever comes", (backend, random) => {
  const events = backend.events.filter(() => random.chance(0.7));
  for (let index = events.length - 1; index > 0; index--) {
    if (random.chance(0.2)) events.splice(random.below(events.length), 0, events.splice(index, 1)[0]);
  }
  const { snapshots } = sessionOf(events);
  for (const { messages } of snapshots) {
    for (const { id, role, sessionId, userInput, toolCalls = [] } of messages) {
      assert.deepEqual([id, role, sessionId, userInput].map((value) => typeof value), ["string", "string", "string", "string"]);
      for (const call of toolCalls) assert.deepEqual([call.id, call.input, call.name, call.type, call.finished].map((value) => typeof value), ["string", "string", "string", "string", "boolean"]);
    }
  }
});
