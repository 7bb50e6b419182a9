// A stand-in for the generated TypeScript SDK: its HTTP client with a fetcher, and its parser, which fails at the first message, or
// event, that its schemas refuse. Knows nothing of the package.

import { z } from "zod/v3";

import { wire } from "./sdk-rules.js";

const text = z.string();
const optional = z.string().optional();
const row = { type: text, assistantMessageId: optional, parentToolCallId: optional };
const event = (name, data) => z.object({ event: z.literal(name), id: optional, retry: z.number().int().optional(), data: z.object(data) });

/** Every event that it knows, discriminated by name. */
const anyEvent = z.discriminatedUnion("event", [
  event("connected", { sessionId: text }),
  event("heartbeat", { type: text }),
  event("user_message_created", { messageId: text, content: text, type: text, parentToolCallId: optional }),
  event("thinking", { content: text, ...row }),
  event("content", { content: text, ...row }),
  event("tool_use_start", { id: text, name: text, ...row }),
  event("tool_execution_complete", { toolCallId: text, toolName: text, progress: text, success: z.boolean(), type: text, parentToolCallId: optional }),
  event("complete", { done: z.boolean(), type: text, messageId: optional, reasoningDuration: z.number().int().optional() }),
  event("error", { error: text, type: optional, retryAfter: z.number().int().optional() }),
  event("permission", { id: text, sessionId: text, toolName: text, description: text, action: text, type: text, params: z.record(z.any()).optional() }),
]);

export class HTTPClient {
  constructor({ fetcher = (input, init) => (init === undefined ? fetch(input) : fetch(input, init)) } = {}) {
    this.fetcher = fetcher;
  }

  request(request) {
    return this.fetcher(request);
  }
}

export class Sdk {
  constructor(serverURL, httpClient) {
    this.serverURL = serverURL;
    this.client = httpClient;
  }

  async #json(path, schema, init) {
    const response = await this.client.request(new Request(this.serverURL + path, init));
    const body = await response.text();
    if (!response.ok) throw Object.assign(new Error(body), { status: response.status });
    return schema.parse(JSON.parse(body));
  }

  messages(sessionId, init) {
    return this.#json(`/api/sessions/${sessionId}/messages`, z.array(wire.BackendMessage), init);
  }

  history() {
    return this.#json("/api/messages/history?limit=50", z.array(wire.BackendMessage));
  }

  send(sessionId, message) {
    return this.#json(`/api/sessions/${sessionId}/messages`, z.any(), { method: "POST", body: JSON.stringify({ text: message }) });
  }

  sessions() {
    return this.#json("/api/sessions", z.any());
  }

  async *stream(sessionId, init) {
    const response = await this.client.request(new Request(`${this.serverURL}/stream?sessionId=${sessionId}`, init));
    let buffer = "";
    for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
      const frames = (buffer + piece).split("\n\n");
      buffer = frames.pop();
      for (const frame of frames) {
        const fields = Object.fromEntries(frame.split("\n").map((line) => /^(\w+): ?(.*)$/s.exec(line)?.slice(1) ?? ["", ""]));
        const { event, data, id, retry } = fields;
        yield anyEvent.parse({ event, data: JSON.parse(data), ...(id && { id }), ...(retry && { retry: Number(retry) }) });
      }
    }
  }
}
