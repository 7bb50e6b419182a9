// What both pages ask the backend for.

/** @param {string} path @param {object} body */
const post = (path, body) =>
  fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** @param {string} sessionId */
export function backendOf(sessionId) {
  const session = `/api/sessions/${encodeURIComponent(sessionId)}`;
  return {
    /** @param {{ signal: AbortSignal }} context */
    open: ({ signal }) => fetch(`/stream?sessionId=${encodeURIComponent(sessionId)}`, { signal }),
    loadHistory: async () => (await fetch(`${session}/messages`)).json(),
    /** @param {string} text */
    send: (text) => post(`${session}/messages`, { text }),
    /** @param {string} id @param {boolean} isGranted */
    answer: (id, isGranted) => post(`/api/permissions/${encodeURIComponent(id)}`, { isGranted }),
    /** @param {string} kind */
    fail: (kind) => post(`${session}/faults`, { kind }),
  };
}

/**
 * Sends a prompt, and tells the row on screen what comes of it.
 *
 * @param {import("backend-message/live").LiveSession} session
 * @param {ReturnType<typeof backendOf>} backend
 * @param {string} text
 */
export async function sendPrompt(session, backend, text) {
  const prompt = session.send(text);
  try {
    const response = await backend.send(text);
    if (response.status === 202) prompt.sent();
    else if (response.ok) prompt.answered(await response.json());
    else prompt.failed(new Error(`HTTP ${response.status}`));
  } catch (error) {
    prompt.failed(error);
  }
}
