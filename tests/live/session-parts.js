// A session, and events and messages that are as short as they can be.

import { createLiveSession } from "../../pkg-template/live/session.js";

export const sessionId = "S";
export const user = (id, userInput) => ({ id, role: "user", sessionId, userInput });
export const agent = (id, userInput, more) => ({ assistantResponse: userInput, id, role: "assistant", sessionId, userInput, ...more });
export const call = (id, more) => ({ finished: true, id, input: "{}", name: "Bash", type: "", ...more });
export const connected = { event: "connected", data: { sessionId } };
export const content = (assistantMessageId, content) => ({ event: "content", data: { content, assistantMessageId } });
export const umc = (messageId, content) => ({ event: "user_message_created", data: { messageId, content } });
export const complete = (messageId, content) => ({ event: "complete", data: { done: true, messageId, content } });
export const texts = ({ messages }) => messages.map(({ id, userInput }) => `${id}: ${userInput}`);

/** Lets everything happen that waits for no time. */
export async function settle() {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

export function sessionOf(options = {}) {
  const issues = [];
  const session = createLiveSession({ sessionId, interval: 0, onIssue: ({ code }) => issues.push(code), ...options });
  return { session, issues };
}
