// A fetcher for the generated SDK's HTTP client that lets through what its parser accepts.

import { need } from "../pure/engine-parts.js";
import { checkOptions } from "../pure/option-names.js";
import { guardedEvents } from "./events.js";
import { guardedList } from "./list.js";

/** Endpoints that answer with a history: a session's messages, and the prompts of all sessions. */
const HISTORIES = /\/(sessions\/[^/]+\/messages|messages\/history)\/?$/;

/** Headers that describe the original body, which was decoded and is replaced. */
const OF_THE_BODY = ["content-encoding", "content-length", "content-md5", "etag", "digest", "repr-digest", "content-digest"];

/** @type {import("../pure/option-names.js").Names<import("./guarded-fetch.js").GuardOptions>} */
const NAMES = { fetch: 1, onRejected: 1 };

/** @type {typeof import("./guarded-fetch.js").guardedFetch} */
export function guardedFetch(options = {}) {
  checkOptions(options, NAMES);
  const { fetch: given, onRejected = () => {} } = options;
  return async (input, init) => {
    // The global one is looked up late, as tests and frameworks replace it.
    const send = given ?? need("fetch", () => fetch);
    const response = init === undefined ? await send(input) : await send(input, init);
    if (!response.ok || response.body === null) return response;
    const request = /** @type {Partial<Request>} */ (typeof input === "object" && !("href" in input) ? input : {});
    const url = response.url || (request.url ?? String(input));
    const type = response.headers.get("content-type") ?? "";
    if (/^text\/event-stream\b/i.test(type)) return answerWith(response, guardedEvents(response.body, url, onRejected));
    const isRead = (init?.method ?? request.method ?? "GET").toUpperCase() === "GET";
    if (!isRead || !/\bjson\b/i.test(type) || !HISTORIES.test(url.replace(/[?#].*$/s, ""))) return response;
    const signal = init?.signal ?? request.signal ?? undefined;
    return answerWith(response, await guardedList(await response.arrayBuffer(), url, signal, onRejected));
  };
}

/**
 * The same answer with another body.
 *
 * @param {Response} response
 * @param {BodyInit} body
 */
function answerWith(response, body) {
  const headers = new Headers(response.headers);
  for (const name of OF_THE_BODY) headers.delete(name);
  const { status, statusText, url, redirected, type } = response;
  const answer = new Response(body, { status, statusText, headers });
  for (const [name, value] of Object.entries({ url, redirected, type })) Object.defineProperty(answer, name, { value });
  return answer;
}
