// Records what the demo's agent tells, as the backend would send it, and the history that is stored in the end: the
// playground's live sample. `node demo/chat/record.js` writes it.

import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Agent } from "./agent.js";
import { TOUR } from "./conversations.js";

/** The events that are lost on the way, counted from 1: a piece of the first answer, and the end of a call. */
const LOST = [30, 31, 32, 120];

/** @returns {Promise<{ events: string, history: string }>} the same each time */
export async function record() {
  /** @type {import("backend-message").BackendMessage[]} */
  const rows = [];
  const frames = [];
  let count = 0;
  const tell = (/** @type {string} */ event, /** @type {object} */ data) => {
    count += 1;
    // The backend numbers frames when it writes them: what was lost leaves no gap.
    if (!LOST.includes(count)) frames.push(`id: ${frames.length + 1}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    // Whoever asks is answered at once.
    if (event === "permission") queueMicrotask(() => agent.answer(/** @type {{ id: string }} */ (data).id, true));
  };
  const agent = new Agent({ sessionId: "tour", rows, tell, rest: async () => {} });
  tell("connected", { type: "connected", sessionId: "tour" });
  await agent.prompt("Are the tests sound?");
  let last;
  for (const [index, turn] of TOUR.entries()) {
    if (index === 1) tell("rate_limit_error", { type: "rate_limit_error", error: "rate limited", retryAfter: 20, attempt: 1, maxAttempts: 8 });
    last = await agent.turn(turn);
  }
  tell("news", { type: "news", text: "An event that no reader knows." });
  await agent.complete(last);
  return { events: frames.join(""), history: `${JSON.stringify(rows, null, 1)}\n` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { events, history } = await record();
  const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(new URL(`../../www/src/samples/${name}`, import.meta.url), text);
  write("live.events.txt", events);
  write("live.history.json", history);
}
