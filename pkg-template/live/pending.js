// Prompts that were sent and are not stored yet.

import { END_OF_REMINDER, REMINDER } from "../view/texts.js";
import { messageOf } from "./values.js";

/**
 * @typedef {import("./conversation.js").Conversation} Conversation
 * @typedef {import("./session.js").PendingHandle} PendingHandle
 * @typedef {import("./session.js").PendingPrompt} PendingPrompt
 */

/**
 * @typedef {object} Prompt
 * @property {string} key
 * @property {number} at when it was sent, by the conversation's clock
 * @property {boolean} hasHistory whether the history was known at that time
 * @property {PendingPrompt} shown
 */

/**
 * @param {Conversation} conversation
 * @param {string} text
 * @returns {Prompt}
 */
export function addPrompt(conversation, text) {
  const key = conversation.newKey();
  const at = ++conversation.clock;
  const shown = Object.freeze(/** @type {const} */ ({ key, text, state: "pending" }));
  const prompt = { key, at, hasHistory: conversation.hasHistory, shown };
  conversation.prompts = [...conversation.prompts, prompt];
  const { main } = conversation;
  if (!main.isRunning || main.run === "retrying") main.setRun("submitted");
  conversation.restructured();
  return prompt;
}

/**
 * Takes the prompt that a stored text came from: the oldest match, which was sent before the text was stored.
 *
 * @param {Conversation} conversation
 * @param {string} text
 * @param {number} at a time at which the text was not stored yet
 * @param {boolean} [isNew] whether the text is known to be new
 */
export function claimPrompt(conversation, text, at, isNew = true) {
  const fitting = conversation.prompts.filter(
    (prompt) => prompt.shown.answer === undefined && prompt.at <= at && (isNew || prompt.hasHistory) && isTextOf(prompt.shown.text, text),
  );
  // A prompt that seemed to fail may have reached the backend nevertheless.
  const prompt = fitting.find(({ shown }) => shown.state !== "failed") ?? fitting[0];
  if (prompt !== undefined) removePrompt(conversation, prompt);
  return prompt;
}

/**
 * @param {string} sent
 * @param {string} stored
 */
export const isTextOf = (sent, stored) => stored === sent || (stored.startsWith(sent + REMINDER) && stored.trimEnd().endsWith(END_OF_REMINDER));

/**
 * @param {Conversation} conversation
 * @param {Prompt} prompt
 */
export function removePrompt(conversation, prompt) {
  conversation.prompts = conversation.prompts.filter((other) => other !== prompt);
  conversation.restructured();
}

/**
 * The handle through which the sender reports what became of a prompt. It has no effect once the prompt is stored.
 *
 * @param {Conversation} conversation
 * @param {Prompt} prompt
 * @param {() => void} changed
 * @returns {PendingHandle}
 */
export function handleOf(conversation, prompt, changed) {
  /** @param {(after: string | undefined) => Partial<PendingPrompt>} change */
  const update = (change) => {
    if (!conversation.prompts.includes(prompt)) return;
    // From now on the prompt keeps its place, and no longer moves along at the end.
    const after = conversation.main.rows.at(-1)?.key;
    prompt.shown = Object.freeze({ ...prompt.shown, ...change(after) });
    conversation.prompts = [...conversation.prompts];
    conversation.restructured();
    endSubmission(conversation);
    changed();
  };
  return Object.freeze({
    key: prompt.key,
    sent: () => update(() => ({ state: "sent" })),
    failed: (error) => update((after) => ({ state: "failed", error, after })),
    answered: (answer) => update((after) => ({ state: "sent", answer: messageOf({ ...answer }), after })),
    remove() {
      removePrompt(conversation, prompt);
      endSubmission(conversation);
      changed();
    },
  });
}

/**
 * If no prompt is in progress any more, no answer will come.
 *
 * @param {Conversation} conversation
 */
function endSubmission({ main, prompts }) {
  const isUnderWay = prompts.some(({ shown }) => shown.state !== "failed" && shown.answer === undefined);
  if (main.run !== "submitted" || isUnderWay || main.isAnnounced) return;
  main.setRun(main.endedAt > 0 ? "completed" : "idle");
}
