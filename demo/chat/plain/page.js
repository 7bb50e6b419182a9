// A live conversation on a page of plain JavaScript. Rows that did not change are the same objects, and are left alone.

import { createLiveSession, rows } from "/backend-message/live.js";
import { backendOf, sendPrompt } from "/backend.js";

const sessionId = new URLSearchParams(location.search).get("session") ?? "plain";
const backend = backendOf(sessionId);
const session = createLiveSession({ sessionId, loadHistory: backend.loadHistory, onIssue: (issue) => console.info(issue.message) });

const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

session.subscribe((snapshot) => {
  const { connection, status, error, stale } = snapshot;
  find("#status").textContent = [connection, status, stale ? "stale" : "", error?.message ?? ""].filter(Boolean).join(" · ");
  showList(find("#rows"), rows(snapshot), ({ key }) => key, createRow, updateRow);
  showList(find("#requests"), snapshot.requests, ({ id }) => id, createRequest, () => {});
});

const connected = session.connect(backend.open);

find("#prompt").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.currentTarget);
  const text = String(new FormData(form).get("text"));
  form.reset();
  // What is sent before the stream is open would be answered unheard.
  await connected;
  await sendPrompt(session, backend, text);
});

find("#faults").addEventListener("click", ({ target }) => {
  const { fault } = /** @type {HTMLElement} */ (target).dataset;
  if (fault !== undefined) void backend.fail(fault);
});

/**
 * Makes the children of an element those of a list: each item keeps its element, and is drawn again only if it is another
 * object than before.
 *
 * @template {object} Item
 * @param {Element & { shown?: Map<string, { item: Item, element: HTMLElement }> }} parent
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => HTMLElement} create
 * @param {(element: HTMLElement, item: Item) => void} update
 */
function showList(parent, items, keyOf, create, update) {
  const before = (parent.shown ??= new Map());
  const now = new Map();
  for (const [index, item] of items.entries()) {
    const known = before.get(keyOf(item));
    const element = known?.element ?? create(item);
    if (known?.item !== item) update(element, item);
    if (parent.children[index] !== element) parent.insertBefore(element, parent.children[index] ?? null);
    now.set(keyOf(item), { item, element });
  }
  for (const [key, { element }] of before) if (!now.has(key)) element.remove();
  parent.shown = now;
}

/** @typedef {import("backend-message/view").Row} Row @typedef {import("backend-message/view").CallRow} CallRow */

/** @param {string} tag @param {string} className @param {...HTMLElement} children */
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** Text stays text, and what is empty is not there. @param {HTMLElement} element @param {string | undefined} text */
function setText(element, text = "") {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = text === "";
}

/** @param {HTMLElement} element @param {string} part */
const partOf = (element, part) => /** @type {HTMLElement} */ (element.querySelector(`:scope > .${part}`));

/** @param {Row} row */
function createRow({ kind }) {
  if (kind === "assistant") return make("li", "row assistant", make("div", "reasoning"), make("div", "text"), make("ul", "calls"));
  return make("li", `row ${kind}`, make("div", "text"));
}

/** @param {HTMLElement} element @param {Row} row */
function updateRow(element, row) {
  element.dataset.key = row.key;
  setText(partOf(element, "text"), row.text);
  element.dataset.status = row.kind === "user" ? row.state : row.kind === "assistant" ? row.status : row.level;
  if (row.kind !== "assistant") return;
  setText(partOf(element, "reasoning"), row.reasoning);
  showList(partOf(element, "calls"), row.calls, ({ id }) => id, createCall, updateCall);
}

function createCall() {
  const parts = [["span", "phase"], ["strong", "name"], ["span", "headline"], ["p", "failure"], ["pre", "result"], ["ol", "rows"]];
  return make("li", "call", ...parts.map(([tag, className]) => make(tag, className)));
}

/** @param {HTMLElement} element @param {CallRow} call */
function updateCall(element, call) {
  element.dataset.phase = call.phase;
  setText(partOf(element, "phase"), call.isRefused ? "refused" : call.phase);
  setText(partOf(element, "name"), call.name);
  setText(partOf(element, "headline"), call.headline && ` ${call.headline}`);
  setText(partOf(element, "failure"), call.failure);
  setText(partOf(element, "result"), call.result ?? (call.isResultPending ? call.progress : ""));
  showList(partOf(element, "rows"), call.agent?.rows ?? [], ({ key }) => key, createRow, updateRow);
}

/** @param {import("backend-message/live").LiveRequest} request */
function createRequest(request) {
  const text = make("p", "text");
  if (request.kind === "notification") {
    text.textContent = `${request.title}: ${request.message}`;
    return make("li", "request", text, button("Dismiss", () => session.answered(request.id)));
  }
  text.textContent = `${request.toolName} asks to ${request.description}`;
  const answer = async (/** @type {boolean} */ isGranted) => {
    await backend.answer(request.id, isGranted);
    session.answered(request.id);
  };
  return make("li", "request", text, button("Allow", () => answer(true)), button("Refuse", () => answer(false)));
}

/** @param {string} label @param {() => unknown} act */
function button(label, act) {
  const element = make("button", "");
  element.textContent = label;
  element.addEventListener("click", act);
  return element;
}
