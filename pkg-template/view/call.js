// What there is to show of a tool call: how far it has come, what it is given, what came of it.

import { canonicalToolName } from "../pure/generated/tool-names.js";
import { tools } from "../pure/generated/tools.js";
import { argumentsOf, toolInput } from "./arguments.js";
import { headlineOf } from "./headline.js";
import { outcomeOf } from "./outcome.js";

/**
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./call.js").CallHolder} CallHolder
 */

/** @type {typeof import("./call.js").describeCall} */
export function describeCall(call, { live, messages = [] } = {}) {
  const name = canonicalToolName(call.name);
  const { input, inputError, isPartial } =
    live === undefined ? inputOf(call) : { input: live.input, inputError: live.inputError, isPartial: live.phase === "input" };
  const { value: given, misfits } = argumentsOf(name, input, isPartial);
  const { result, isError } = storedOf(call, messages);
  const outcome = outcomeOf(name, given, result, isError, isMcpName(name));
  const phase = phaseOf(call, live, messages, outcome, isError);
  return /** @type {import("./call.js").DescribedCall} */ ({
    id: call.id,
    name,
    isMcp: isMcpName(name),
    phase,
    arguments: given,
    misfits,
    inputError,
    headline: headlineOf(name, given),
    progress: live?.progress,
    result,
    isResultPending: result === undefined && (live === undefined ? phase === "running" || phase === "input" : phase !== "interrupted"),
    isRefused: outcome.isRefused,
    exitCode: outcome.exitCode,
    failure: outcome.failure,
    screenshots: [...new Set([...(call.screenshotUrls ?? []), ...outcome.screenshots])],
    callbacks: callbacksOf(call, messages),
  });
}

/** @param {Call} call */
function inputOf(call) {
  const parsed = toolInput(call);
  return { input: parsed.value, inputError: parsed.ok ? undefined : parsed.error, isPartial: !call.finished };
}

/** @type {typeof import("./call.js").callPhase} */
export function callPhase(call, messages = []) {
  const name = canonicalToolName(call.name);
  const { result, isError } = storedOf(call, messages);
  return phaseOf(call, undefined, messages, outcomeOf(name, {}, result, isError, isMcpName(name)), isError);
}

/**
 * @param {Call} call
 * @param {import("./call.js").LiveCallLike | undefined} live
 * @param {readonly CallHolder[]} messages
 * @param {import("./outcome.js").Outcome} outcome
 * @param {boolean | undefined} isError
 * @returns {import("./call.js").CallPhase}
 */
function phaseOf(call, live, messages, outcome, isError) {
  if (outcome.isCancelled) return "interrupted";
  if (outcome.isRefused || isError) return "failed";
  if (outcome.isKnown || isError === false) return "done";
  if (live !== undefined) return live.phase;
  // An empty result is left out. That the conversation went on tells that the call has run, if its arguments were complete.
  if (isFollowed(call, messages)) return call.finished ? "done" : "interrupted";
  return call.finished ? "running" : "input";
}

/** @type {typeof import("./call.js").toolStatus} */
export function toolStatus(call, messages = []) {
  const phase = callPhase(call, messages);
  if (phase === "input") return "pending";
  return phase === "running" || phase === "done" ? phase : "failed";
}

/**
 * Whether another message of the session follows the one that holds the call.
 *
 * @param {Pick<Call, "id">} call
 * @param {readonly CallHolder[]} messages the session's, or those that follow the call's own
 */
function isFollowed({ id }, messages) {
  const at = messages.findIndex(({ toolCalls = [] }) => toolCalls.some((call) => call.id === id));
  const session = messages[at]?.sessionId;
  return messages.slice(at + 1).some(({ sessionId }) => session === undefined || sessionId === session);
}

/**
 * What is stored of a call's end: with the call itself, or with the same call in another message.
 *
 * @param {Pick<Call, "id" | "result" | "isError">} call
 * @param {readonly CallHolder[]} messages
 */
function storedOf(call, messages) {
  const isStored = (/** @type {Pick<Call, "id" | "result" | "isError">} */ { id, result, isError }) =>
    id === call.id && (result !== undefined || isError !== undefined);
  if (isStored(call)) return call;
  return messages.flatMap(({ toolCalls = [] }) => toolCalls).find(isStored) ?? call;
}

/** @type {typeof import("./call.js").isMcpName} */
export function isMcpName(name) {
  return name.includes("_") && !Object.hasOwn(tools, canonicalToolName(name));
}

/** @type {typeof import("./call.js").mcpNameOf} */
export function mcpNameOf(name, servers) {
  const fitting = servers.filter((server) => name.startsWith(`${server}_`)).sort((a, b) => b.length - a.length);
  return fitting.length === 0 ? undefined : { server: fitting[0], tool: name.slice(fitting[0].length + 1) };
}

/** @type {typeof import("./call.js").resultOf} */
export function resultOf(call, messages) {
  const { result } = storedOf(call, messages);
  if (result !== undefined) return result;
  const told = callbacksOf(call, messages).map((callback) => callback.subagentResult || callback.stdout || callback.stderr || callback.error);
  return told.find((text) => text);
}

/** @type {typeof import("./call.js").callbacksOf} */
export function callbacksOf({ id }, messages) {
  const holders = /** @type {import("./call.js").CallbackHolder[]} */ ([messages].flat());
  return holders.flatMap(({ callbackResults = [] }) => callbackResults.filter(({ toolCallId }) => toolCallId === id));
}
