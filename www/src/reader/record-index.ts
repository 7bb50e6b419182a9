// What is remembered of each record: its place in the source, and what filters and charts need.

import type { BackendMessage } from "backend-message";
import { displayText, isEmpty } from "backend-message/view";

import { bytes, doubles, halves, Names, words } from "./columns.ts";
import type { Span } from "./spans.ts";

export const REJECTED = 1;
export const FAILED = 2;
export const FOUND = 4;
export const EMPTY = 8;
/** Its results are shown with their calls. */
export const FOLDED = 16;

/** Tool calls whose callbacks are remembered; a link more would not pay for the memory. */
const MOST_CALLBACKS = 200_000;

export class RecordIndex {
  readonly offset = doubles();
  readonly bytes = doubles();
  readonly flags = bytes();
  readonly role = halves();
  readonly session = words();
  readonly height = halves();
  readonly input = doubles();
  readonly output = doubles();
  readonly cacheCreation = doubles();
  readonly cacheRead = doubles();
  readonly cost = doubles();
  readonly model = halves();
  readonly roles = new Names();
  readonly sessions = new Names();
  readonly models = new Names();
  readonly tools = new Names();
  /** The records with callback results, by the tool call that set them off. */
  readonly callbacks = new Map<string, number[]>();
  /** The records of the tool calls, by their ids. */
  readonly #calls = new Map<string, number>();
  /** The records whose callbacks set off sub-agents, by the sub-agents' sessions. */
  readonly subagents = new Map<string, number>();
  /** Tools by record: those of record `i` are from `#toolsFrom[i]` to `#toolsFrom[i + 1]`. */
  readonly #toolsFrom = words();
  readonly #tools = halves();

  get length() {
    return this.flags.length;
  }

  addMessage(span: Span, message: BackendMessage) {
    const record = this.length;
    const { toolCalls = [], callbackResults = [] } = message;
    const failed = toolCalls.some((call) => call.isError) || callbackResults.some((result) => !result.success);
    this.#place(span);
    this.flags.push((failed ? FAILED : 0) | (isEmpty(message) ? EMPTY : 0) | (this.#isFolded(message) ? FOLDED : 0));
    this.session.push(this.#addSession(message.sessionId));
    this.#addRole(message.role);
    this.model.push(this.models.number(message.model ?? ""));
    for (const { id, name } of toolCalls) {
      if (this.#calls.size < MOST_CALLBACKS) this.#calls.set(id, record);
      const tool = this.tools.number(name);
      this.tools.counts[tool] = (this.tools.counts[tool] ?? 0) + 1;
      this.#tools.push(tool);
    }
    this.input.push(message.inputTokens ?? 0);
    this.output.push(message.outputTokens ?? 0);
    this.cacheCreation.push(message.cacheCreationTokens ?? 0);
    this.cacheRead.push(message.cacheReadTokens ?? 0);
    this.cost.push(message.cost ?? 0);
    this.height.push(heightOf(message));
    for (const { toolCallId, subagentId } of callbackResults) {
      this.#addCallback(toolCallId, record);
      if (subagentId !== undefined) this.subagents.set(subagentId, this.#calls.get(toolCallId) ?? record);
    }
  }

  /** Folds the records of sub-agents' sessions into the calls that set them off. To be called when all records are known. */
  foldSubagents() {
    const nested = new Set(Array.from(this.subagents.keys()).filter((session) => this.#isNested(session)).map((session) => this.sessions.find(session)));
    if (nested.size === 0) return;
    for (let record = 0; record < this.length; record++) {
      if (nested.has(this.session.at(record)) && !this.has(record, REJECTED)) this.mark(record, FOLDED);
    }
  }

  /** Whether a sub-agent's call is, at some depth, in a session that is not a sub-agent's: no session is folded into itself. */
  #isNested(session: string): boolean {
    const seen = new Set<string>();
    for (let at: string | undefined = session; at !== undefined; ) {
      if (seen.has(at)) return false;
      seen.add(at);
      const call = this.subagents.get(at);
      if (call === undefined) return true;
      at = this.sessions.list[this.session.at(call)];
    }
    return true;
  }

  /** The record that has a tool call, if it came before. */
  call(id: string): number | undefined {
    return this.#calls.get(id);
  }

  #isFolded(message: BackendMessage): boolean {
    const { role, callbackResults = [], toolCalls = [] } = message;
    return role === "tool" && toolCalls.length === 0 && displayText(message) === "" && callbackResults.every(({ toolCallId }) => this.#calls.has(toolCallId));
  }

  addRejected(span: Span) {
    this.#place(span);
    this.flags.push(REJECTED);
    this.role.push(this.roles.number(""));
    this.model.push(this.models.number(""));
    this.session.push(this.session.length === 0 ? this.sessions.number("") : this.session.at(this.session.length - 1));
    for (const column of [this.input, this.output, this.cacheCreation, this.cacheRead, this.cost]) column.push(0);
    this.height.push(260);
  }

  mark(record: number, flag: number) {
    if (record < this.length) this.flags.set(record, this.flags.at(record) | flag);
  }

  unmark(record: number, flag: number) {
    this.flags.set(record, this.flags.at(record) & ~flag);
  }

  has(record: number, flag: number) {
    return (this.flags.at(record) & flag) !== 0;
  }

  calls(record: number, tool: number) {
    const end = record + 1 < this.#toolsFrom.length ? this.#toolsFrom.at(record + 1) : this.#tools.length;
    for (let at = this.#toolsFrom.at(record); at < end; at++) if (this.#tools.at(at) === tool) return true;
    return false;
  }

  /** The record that a byte of the text belongs to, or that is the last one before it. */
  at(offset: number): number {
    let from = 0;
    let to = this.length;
    while (to - from > 1) {
      const middle = (from + to) >>> 1;
      if (this.offset.at(middle) <= offset) from = middle;
      else to = middle;
    }
    return from;
  }

  span(record: number): Span {
    return { offset: this.offset.at(record), bytes: this.bytes.at(record) };
  }

  #place({ offset, bytes }: Span) {
    this.offset.push(offset);
    this.bytes.push(bytes);
    this.#toolsFrom.push(this.#tools.length);
  }

  #addRole(name: string) {
    const role = this.roles.number(name);
    this.roles.counts[role] = (this.roles.counts[role] ?? 0) + 1;
    this.role.push(role);
  }

  #addSession(name: string): number {
    const session = this.sessions.number(name);
    this.sessions.counts[session] = (this.sessions.counts[session] ?? 0) + 1;
    return session;
  }

  #addCallback(id: string, record: number) {
    const records = this.callbacks.get(id);
    if (records !== undefined) records.push(record);
    else if (this.callbacks.size < MOST_CALLBACKS) this.callbacks.set(id, [record]);
  }
}

/** An estimate, to be replaced by what is measured once the row is shown. */
function heightOf(message: BackendMessage): number {
  const text = Math.min(displayText(message).length, 1200);
  const lines = Math.ceil(text / 90);
  const parts = (message.toolCalls?.length ?? 0) + (message.callbackResults?.length ?? 0) + (message.reasoning ? 1 : 0);
  return 62 + 24 * lines + 46 * parts;
}
