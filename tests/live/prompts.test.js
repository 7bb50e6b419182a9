// Prompts, many of them equal, while events are lost and the history is read at any moment.

import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { randomFrom } from "./random.js";
import { agent, complete, connected, content, sessionOf, settle, umc, user } from "./session-parts.js";

beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => mock.timers.reset());

/** What is on screen with this text: messages of the user and prompts that are pending. */
const shown = ({ messages, pending }, text) => messages.filter(({ role, userInput }) => role === "user" && userInput === text).length + pending.filter((prompt) => prompt.text === text).length;

/**
 * A backend that answers one prompt after another, and an application that sends them and reads the history whenever it likes.
 *
 * @param {number} seed
 * @param {{ loss: number, isKnown: boolean }} habits
 */
async function converse(seed, { loss, isKnown }) {
  const random = randomFrom(seed);
  const stored = Array.from({ length: random.between(0, 3) }, (_, index) => [user(`U-${index}`, random.pick(["hi", "older"])), agent(`A-${index}`, "fine")]).flat();
  const queue = [];
  const answers = [];
  const sent = new Map();
  const { session } = sessionOf({
    ...(isKnown && { history: structuredClone(stored) }),
    loadHistory: () => new Promise((resolve) => answers.push({ at: () => structuredClone(stored), resolve, told: undefined })),
  });
  const tell = (event) => {
    if (!random.chance(loss) || event.event !== "user_message_created") session.push(event);
  };
  let ids = 0;
  let running;
  const steps = {
    send() {
      const text = random.pick(["hi", "hi", "go on"]);
      sent.set(text, (sent.get(text) ?? 0) + 1);
      const handle = session.send(text);
      if (random.chance(0.7)) handle.sent();
      queue.push({ text, handle });
    },
    work() {
      running ??= answer();
      if (running.next().done) running = undefined;
    },
    async read() {
      session.refresh().catch(() => {});
    },
    look() {
      for (const answer of answers) answer.told ??= answer.at();
    },
    land() {
      const answer = answers.shift();
      answer?.resolve(answer.told ?? answer.at());
    },
  };
  function* answer() {
    const prompt = queue.shift();
    if (prompt === undefined) return;
    const { text, handle } = prompt;
    handle.sent();
    const id = ++ids;
    stored.push(user(`U${id}`, text));
    yield tell(umc(`U${id}`, text));
    const row = agent(`A${id}`, "");
    stored.push(row);
    for (const piece of ["o", "k"]) {
      row.userInput += piece;
      yield tell(content(row.id, piece));
    }
    tell(complete(row.id, "ok"));
  }
  const before = new Map(["hi", "go on"].map((text) => [text, shown({ messages: stored, pending: [] }, text)]));
  session.push(connected);
  for (let step = 0; step < 60; step++) {
    await steps[random.pick(["send", "work", "work", "work", "work", "read", "look", "land", "land"])]();
    await settle();
    const snapshot = session.getSnapshot();
    for (const [text, count] of sent) {
      const all = count + (snapshot.messages[0]?.id === "U-0" ? before.get(text) : 0);
      assert.ok(shown(snapshot, text) >= all, `of ${all} prompts ${JSON.stringify(text)}, only ${shown(snapshot, text)} are shown`);
    }
  }
  while (queue.length > 0 || running !== undefined) steps.work();
  for (let round = 0; round < 5; round++) {
    if (round === 0) session.refresh().catch(() => {});
    steps.land();
    await settle();
    mock.timers.tick(1000);
  }
  const { messages, pending } = session.getSnapshot();
  assert.deepEqual({ messages, pending: pending.map(({ text }) => text) }, { messages: stored, pending: [] });
}

test("a prompt is not left over when a later one took its place, as its event was lost and the history was older than the later one", async () => {
  const answers = [];
  const { session } = sessionOf({ history: [], loadHistory: () => new Promise((resolve) => answers.push(resolve)) });
  const [first, second] = [user("U1", "hi"), user("U2", "hi")];
  session.push(connected);
  await settle();
  answers.shift()([]);
  session.send("hi").sent();
  session.push(content("A1", "ok"));
  session.push(complete("A1", "ok"));
  await settle();
  session.send("hi").sent();
  session.push(umc("U2", "hi"));
  answers.shift()([first, agent("A1", "ok")]);
  await settle();
  session.push(content("A2", "ok"));
  session.push(complete("A2", "ok"));
  await settle();
  answers.shift()([first, agent("A1", "ok"), second, agent("A2", "ok")]);
  await settle();
  const { messages, pending } = session.getSnapshot();
  assert.deepEqual({ ids: messages.map(({ id }) => id), pending }, { ids: ["U1", "A1", "U2", "A2"], pending: [] });
});

for (const isKnown of [true, false]) {
  for (const loss of [0, 0.3, 1]) {
    test(`with ${loss * 100} % of the prompts' events lost, each prompt becomes its message once; the history was ${isKnown ? "" : "not "}known`, async () => {
      for (let seed = 1; seed <= 100; seed++) {
        try {
          await converse(seed, { loss, isKnown });
        } catch (error) {
          throw new Error(`seed ${seed}: ${error.message}`, { cause: error });
        }
      }
    });
  }
}
