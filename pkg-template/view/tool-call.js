// How far a tool call has come, what it was given and what it returned.

import { syntaxErrorOf } from "../pure/json-syntax.js";

export function toolStatus({ finished, isError }) {
  if (isError) return "failed";
  return finished ? "done" : "running";
}

/** For each call the input that was parsed, and what came of it; calls may be changed as their input streams in. */
const inputs = /* @__PURE__ */ new WeakMap();

export function toolInput(call) {
  const { input } = call;
  let known = inputs.get(call);
  if (known?.input !== input) inputs.set(call, (known = { input, result: parseInput(input) }));
  return known.result;
}

/** @param {string} input */
function parseInput(input) {
  if (input === "") return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(input) };
  } catch (failure) {
    const error = syntaxErrorOf(input);
    // Such as a nesting for which the engine has no stack.
    if (error === undefined) throw failure;
    return { ok: false, error };
  }
}

export function resultOf(call, messages) {
  if (call.result !== undefined) return call.result;
  const repeated = messages.flatMap(({ toolCalls = [] }) => toolCalls).find(({ id, result }) => id === call.id && result);
  if (repeated !== undefined) return repeated.result;
  const told = callbacksOf(call, messages).map((callback) => callback.subagentResult || callback.stdout || callback.stderr || callback.error);
  return told.find((text) => text);
}

export const callbacksOf = ({ id }, messages) =>
  [messages].flat().flatMap(({ callbackResults = [] }) => callbackResults.filter(({ toolCallId }) => toolCallId === id));
