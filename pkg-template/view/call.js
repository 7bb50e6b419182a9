// What to show of a tool call: its phase, its arguments and its result.

import { argumentsOf, toolInput } from "./arguments.js";
import { headlineOf } from "./headline.js";
import { outcomeOf } from "./outcome.js";
import { canonicalToolName, tools } from "./tools.js";

/**
 * @typedef {import("./call.js").Call} Call
 * @typedef {import("./call.js").CallHolder} CallHolder
 */

/** @type {typeof import("./call.js").describeCall} */
export function describeCall(call, { live, messages = [] } = {}) {
  const name = canonicalToolName(call.name);
  const isMcp = isMcpName(name);
  const { input, inputError } = live ?? inputOf(call);
  const { value: given, misfits } = argumentsOf(name, input, live ? live.phase === "input" : !call.finished);
  const { result, isError } = storedOf(call, messages);
  const outcome = outcomeOf(name, given, result, isError, isMcp);
  const phase = outcome.phase ?? live?.phase ?? phaseOf(call, messages);
  return /** @type {import("./call.js").DescribedCall} */ ({
    id: call.id,
    name,
    isMcp,
    phase,
    arguments: given,
    misfits,
    inputError,
    headline: headlineOf(name, given),
    progress: live?.progress,
    result,
    isResultPending: result === undefined && (live ? phase !== "interrupted" : phase === "running" || phase === "input"),
    isRefused: outcome.isRefused ?? false,
    exitCode: outcome.exitCode,
    failure: outcome.failure,
    screenshots: [...new Set([...(call.screenshotUrls ?? []), ...(outcome.screenshots ?? [])])],
    callbacks: callbacksOf(call, messages),
  });
}

/** @param {Call} call */
function inputOf(call) {
  const parsed = toolInput(call);
  return { input: parsed.value, inputError: parsed.ok ? undefined : parsed.error };
}

/** @type {typeof import("./call.js").callPhase} */
export const callPhase = (call, messages) => describeCall({ ...call, input: "" }, { messages }).phase;

/**
 * The phase of a call without a result. Empty results are not stored: if the arguments were complete and the conversation
 * went on, the call has run.
 *
 * @param {Call} call
 * @param {readonly CallHolder[]} messages the session's, or those that follow the call's own
 * @returns {import("./call.js").CallPhase}
 */
function phaseOf({ id, finished }, messages) {
  const at = messages.findIndex(({ toolCalls = [] }) => toolCalls.some((call) => call.id === id));
  const session = messages[at]?.sessionId;
  const isFollowed = messages.slice(at + 1).some(({ sessionId }) => session === undefined || sessionId === session);
  if (isFollowed) return finished ? "done" : "interrupted";
  return finished ? "running" : "input";
}

/** @type {typeof import("./call.js").toolStatus} */
export function toolStatus(call, messages) {
  const phase = callPhase(call, messages);
  if (phase === "input") return "pending";
  return phase === "running" || phase === "done" ? phase : "failed";
}

/** @param {Pick<Call, "result" | "isError">} call possibly unchecked */
export const hasResult = ({ result, isError }) => (result ?? isError ?? undefined) !== undefined;

/**
 * The stored end of a call: from the call itself, or from the same call in another message.
 *
 * @param {Pick<Call, "id" | "result" | "isError">} call
 * @param {readonly CallHolder[]} messages
 */
const storedOf = (call, messages) =>
  [call, ...messages.flatMap(({ toolCalls = [] }) => toolCalls)].find((other) => other.id === call.id && hasResult(other)) ?? call;

/** @type {typeof import("./call.js").isMcpName} */
export const isMcpName = (name) => name.includes("_") && !tools().has(name);

/** @type {typeof import("./call.js").mcpNameOf} */
export function mcpNameOf(name, servers) {
  const [server] = servers.filter((known) => name.startsWith(`${known}_`)).sort((a, b) => b.length - a.length);
  return server === undefined ? undefined : { server, tool: name.slice(server.length + 1) };
}

/** @type {typeof import("./call.js").resultOf} */
export function resultOf(call, messages) {
  const { result } = storedOf(call, messages);
  if (result !== undefined) return result;
  const texts = callbacksOf(call, messages).map((callback) => callback.subagentResult || callback.stdout || callback.stderr || callback.error);
  return texts.find((text) => text);
}

/** @type {typeof import("./call.js").callbacksOf} */
export function callbacksOf({ id }, messages) {
  const holders = /** @type {import("./call.js").CallbackHolder[]} */ ([messages].flat());
  return holders.flatMap(({ callbackResults = [] }) => callbackResults.filter(({ toolCallId }) => toolCallId === id));
}
