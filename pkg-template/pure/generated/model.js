// @ts-nocheck
// Generated from src/model/ by `cargo xtask generate`; do not edit.
import { defineAll, isInteger, isNumber, isOrdinary, isPlain, isText, isTexts, lengthOf, takeTexts } from "../values.js";

/**
 * What the values of a field are: a word, the members of an enum, what a list holds, a nested record.
 *
 * @typedef {any} Kind
 *
 * @typedef {{ [name: string]: new (...fields: any[]) => object }} Form the constructors of the records by their names
 *
 * @typedef {object} Record
 * @property {string} name
 * @property {number} index its number in the wasm module
 * @property {new (...fields: any[]) => object} create makes one from its fields; undefined is absent
 * @property {(tape: any, at: number) => object} read off the tape (wasm/tape.js)
 * @property {(value: any) => boolean} is
 * @property {(value: any, form: Form) => object | undefined} take a fresh copy of an ordinary value
 * @property {"camel" | "snake"} wire how its own keys are written on the wire
 * @property {[camel: string, snake: string, required: number, kind: Kind][]} fields
 */

const $prototype = Object.prototype;
let $isFree = true;

/** To be called before records are made: whether no field's name is taken by `Object.prototype`. */
export function lookAtPrototype() {
  $isFree = !("assistantResponse" in $prototype
    || "cacheCreationTokens" in $prototype
    || "cacheReadTokens" in $prototype
    || "callbackName" in $prototype
    || "callbackResults" in $prototype
    || "callbackType" in $prototype
    || "cost" in $prototype
    || "error" in $prototype
    || "excludeFromContext" in $prototype
    || "exitCode" in $prototype
    || "finished" in $prototype
    || "id" in $prototype
    || "input" in $prototype
    || "inputTokens" in $prototype
    || "isError" in $prototype
    || "model" in $prototype
    || "name" in $prototype
    || "outputTokens" in $prototype
    || "reasoning" in $prototype
    || "reasoningDuration" in $prototype
    || "result" in $prototype
    || "role" in $prototype
    || "screenshotUrls" in $prototype
    || "sessionId" in $prototype
    || "stderr" in $prototype
    || "stdout" in $prototype
    || "subagentId" in $prototype
    || "subagentResult" in $prototype
    || "success" in $prototype
    || "toolCallId" in $prototype
    || "toolCalls" in $prototype
    || "toolName" in $prototype
    || "type" in $prototype
    || "userInput" in $prototype
  );
  return $isFree;
}

/** The same for the names that fields have in snake_case. */
export function isSnakeFree() {
  return !("assistant_response" in $prototype
    || "cache_creation_tokens" in $prototype
    || "cache_read_tokens" in $prototype
    || "callback_name" in $prototype
    || "callback_results" in $prototype
    || "callback_type" in $prototype
    || "cost" in $prototype
    || "error" in $prototype
    || "exclude_from_context" in $prototype
    || "exit_code" in $prototype
    || "finished" in $prototype
    || "id" in $prototype
    || "input" in $prototype
    || "input_tokens" in $prototype
    || "is_error" in $prototype
    || "model" in $prototype
    || "name" in $prototype
    || "output_tokens" in $prototype
    || "reasoning" in $prototype
    || "reasoning_duration" in $prototype
    || "result" in $prototype
    || "role" in $prototype
    || "screenshot_urls" in $prototype
    || "session_id" in $prototype
    || "stderr" in $prototype
    || "stdout" in $prototype
    || "subagent_id" in $prototype
    || "subagent_result" in $prototype
    || "success" in $prototype
    || "tool_call_id" in $prototype
    || "tool_calls" in $prototype
    || "tool_name" in $prototype
    || "type" in $prototype
    || "user_input" in $prototype
  );
}

function CallbackResultData(callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName) {
  if (!$isFree) return defineAll({ __proto__: null, callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName });
  if (callbackName !== undefined) this.callbackName = callbackName;
  this.callbackType = callbackType;
  if (error !== undefined) this.error = error;
  if (excludeFromContext !== undefined) this.excludeFromContext = excludeFromContext;
  if (exitCode !== undefined) this.exitCode = exitCode;
  if (stderr !== undefined) this.stderr = stderr;
  if (stdout !== undefined) this.stdout = stdout;
  if (subagentId !== undefined) this.subagentId = subagentId;
  if (subagentResult !== undefined) this.subagentResult = subagentResult;
  this.success = success;
  this.toolCallId = toolCallId;
  this.toolName = toolName;
}
CallbackResultData.prototype = Object.prototype;

function readCallbackResultData(tape, at) {
  const words = tape.words;
  const mask = words[at];
  const record = new CallbackResultData(
    mask & 1 ? tape.text(at + 4) : undefined,
    (words[at + 6] === 0 ? "bash_script" : words[at + 6] === 1 ? "sub_agent" : "send_message"),
    mask & 4 ? tape.text(at + 8) : undefined,
    mask & 8 ? words[at + 10] !== 0 : undefined,
    mask & 16 ? tape.integer(at + 12) : undefined,
    mask & 32 ? tape.text(at + 14) : undefined,
    mask & 64 ? tape.text(at + 16) : undefined,
    mask & 128 ? tape.text(at + 18) : undefined,
    mask & 256 ? tape.text(at + 20) : undefined,
    words[at + 22] !== 0,
    tape.text(at + 24),
    tape.text(at + 26),
  );
  if (words[at + 2] !== 0) tape.addUnknown(record, words[at + 2]);
  return record;
}

export function matchesCallbackResultData($value) {
  let $item;
  return isPlain($value)
    && (($item = $value.callbackName) === undefined || typeof $item === "string")
    && (($item = $value.callbackType) === "bash_script" || $item === "sub_agent" || $item === "send_message")
    && (($item = $value.error) === undefined || typeof $item === "string")
    && (($item = $value.excludeFromContext) === undefined || typeof $item === "boolean")
    && (($item = $value.exitCode) === undefined || Number.isSafeInteger($item))
    && (($item = $value.stderr) === undefined || typeof $item === "string")
    && (($item = $value.stdout) === undefined || typeof $item === "string")
    && (($item = $value.subagentId) === undefined || typeof $item === "string")
    && (($item = $value.subagentResult) === undefined || typeof $item === "string")
    && typeof $value.success === "boolean"
    && typeof $value.toolCallId === "string"
    && typeof $value.toolName === "string";
}

function takeCallbackResultData($value, $form) {
  if (!isOrdinary($value)) return undefined;
  let callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName;
  for (const $key in $value) {
    const $item = $value[$key];
    if ($item === undefined) continue;
    switch ($key) {
      case "callbackName": case "callback_name": if (callbackName !== undefined) return undefined; callbackName = $item; break;
      case "callbackType": case "callback_type": if (callbackType !== undefined) return undefined; callbackType = $item; break;
      case "error": error = $item; break;
      case "excludeFromContext": case "exclude_from_context": if (excludeFromContext !== undefined) return undefined; excludeFromContext = $item; break;
      case "exitCode": case "exit_code": if (exitCode !== undefined) return undefined; exitCode = $item; break;
      case "stderr": stderr = $item; break;
      case "stdout": stdout = $item; break;
      case "subagentId": case "subagent_id": if (subagentId !== undefined) return undefined; subagentId = $item; break;
      case "subagentResult": case "subagent_result": if (subagentResult !== undefined) return undefined; subagentResult = $item; break;
      case "success": success = $item; break;
      case "toolCallId": case "tool_call_id": if (toolCallId !== undefined) return undefined; toolCallId = $item; break;
      case "toolName": case "tool_name": if (toolName !== undefined) return undefined; toolName = $item; break;
      default: return undefined;
    }
  }
  if (callbackName !== undefined && !isText(callbackName)) return undefined;
  if (!(callbackType === "bash_script" || callbackType === "sub_agent" || callbackType === "send_message")) return undefined;
  if (error !== undefined && !isText(error)) return undefined;
  if (excludeFromContext !== undefined && typeof excludeFromContext !== "boolean") return undefined;
  if (exitCode !== undefined && !isInteger(exitCode)) return undefined;
  if (stderr !== undefined && !isText(stderr)) return undefined;
  if (stdout !== undefined && !isText(stdout)) return undefined;
  if (subagentId !== undefined && !isText(subagentId)) return undefined;
  if (subagentResult !== undefined && !isText(subagentResult)) return undefined;
  if (typeof success !== "boolean") return undefined;
  if (!isText(toolCallId)) return undefined;
  if (!isText(toolName)) return undefined;
  return new $form.CallbackResultData(callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName);
}

function CallbackResultDataCamel(callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName) {
  this.callbackName = callbackName;
  this.callbackType = callbackType;
  this.error = error;
  this.excludeFromContext = excludeFromContext;
  this.exitCode = exitCode;
  this.stderr = stderr;
  this.stdout = stdout;
  this.subagentId = subagentId;
  this.subagentResult = subagentResult;
  this.success = success;
  this.toolCallId = toolCallId;
  this.toolName = toolName;
}
CallbackResultDataCamel.prototype = Object.prototype;

function CallbackResultDataSnake(callbackName, callbackType, error, excludeFromContext, exitCode, stderr, stdout, subagentId, subagentResult, success, toolCallId, toolName) {
  this.callback_name = callbackName;
  this.callback_type = callbackType;
  this.error = error;
  this.exclude_from_context = excludeFromContext;
  this.exit_code = exitCode;
  this.stderr = stderr;
  this.stdout = stdout;
  this.subagent_id = subagentId;
  this.subagent_result = subagentResult;
  this.success = success;
  this.tool_call_id = toolCallId;
  this.tool_name = toolName;
}
CallbackResultDataSnake.prototype = Object.prototype;

function ToolCallData(finished, id, input, isError, name, result, screenshotUrls, type) {
  if (!$isFree) return defineAll({ __proto__: null, finished, id, input, isError, name, result, screenshotUrls, type });
  this.finished = finished;
  this.id = id;
  this.input = input;
  if (isError !== undefined) this.isError = isError;
  this.name = name;
  if (result !== undefined) this.result = result;
  if (screenshotUrls !== undefined) this.screenshotUrls = screenshotUrls;
  this.type = type;
}
ToolCallData.prototype = Object.prototype;

function readToolCallData(tape, at) {
  const words = tape.words;
  const mask = words[at];
  const record = new ToolCallData(
    words[at + 4] !== 0,
    tape.text(at + 6),
    tape.text(at + 8),
    mask & 8 ? words[at + 10] !== 0 : undefined,
    tape.text(at + 12),
    mask & 32 ? tape.text(at + 14) : undefined,
    mask & 64 ? tape.texts(at + 16) : undefined,
    tape.text(at + 18),
  );
  if (words[at + 2] !== 0) tape.addUnknown(record, words[at + 2]);
  return record;
}

export function matchesToolCallData($value) {
  let $item;
  return isPlain($value)
    && typeof $value.finished === "boolean"
    && typeof $value.id === "string"
    && typeof $value.input === "string"
    && (($item = $value.isError) === undefined || typeof $item === "boolean")
    && typeof $value.name === "string"
    && (($item = $value.result) === undefined || typeof $item === "string")
    && (($item = $value.screenshotUrls) === undefined || isTexts($item))
    && typeof $value.type === "string";
}

function takeToolCallData($value, $form) {
  if (!isOrdinary($value)) return undefined;
  let finished, id, input, isError, name, result, screenshotUrls, type;
  for (const $key in $value) {
    const $item = $value[$key];
    if ($item === undefined) continue;
    switch ($key) {
      case "finished": finished = $item; break;
      case "id": id = $item; break;
      case "input": input = $item; break;
      case "isError": case "is_error": if (isError !== undefined) return undefined; isError = $item; break;
      case "name": name = $item; break;
      case "result": result = $item; break;
      case "screenshotUrls": case "screenshot_urls": if (screenshotUrls !== undefined) return undefined; screenshotUrls = $item; break;
      case "type": type = $item; break;
      default: return undefined;
    }
  }
  if (typeof finished !== "boolean") return undefined;
  if (!isText(id)) return undefined;
  if (!isText(input)) return undefined;
  if (isError !== undefined && typeof isError !== "boolean") return undefined;
  if (!isText(name)) return undefined;
  if (result !== undefined && !isText(result)) return undefined;
  if (screenshotUrls !== undefined && (screenshotUrls = takeTexts(screenshotUrls)) === undefined) return undefined;
  if (!isText(type)) return undefined;
  return new $form.ToolCallData(finished, id, input, isError, name, result, screenshotUrls, type);
}

function ToolCallDataCamel(finished, id, input, isError, name, result, screenshotUrls, type) {
  this.finished = finished;
  this.id = id;
  this.input = input;
  this.isError = isError;
  this.name = name;
  this.result = result;
  this.screenshotUrls = screenshotUrls;
  this.type = type;
}
ToolCallDataCamel.prototype = Object.prototype;

function ToolCallDataSnake(finished, id, input, isError, name, result, screenshotUrls, type) {
  this.finished = finished;
  this.id = id;
  this.input = input;
  this.is_error = isError;
  this.name = name;
  this.result = result;
  this.screenshot_urls = screenshotUrls;
  this.type = type;
}
ToolCallDataSnake.prototype = Object.prototype;

function BackendMessage(assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput) {
  if (!$isFree) return defineAll({ __proto__: null, assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput });
  if (assistantResponse !== undefined) this.assistantResponse = assistantResponse;
  if (cacheCreationTokens !== undefined) this.cacheCreationTokens = cacheCreationTokens;
  if (cacheReadTokens !== undefined) this.cacheReadTokens = cacheReadTokens;
  if (callbackResults !== undefined) this.callbackResults = callbackResults;
  if (cost !== undefined) this.cost = cost;
  this.id = id;
  if (inputTokens !== undefined) this.inputTokens = inputTokens;
  if (model !== undefined) this.model = model;
  if (outputTokens !== undefined) this.outputTokens = outputTokens;
  if (reasoning !== undefined) this.reasoning = reasoning;
  if (reasoningDuration !== undefined) this.reasoningDuration = reasoningDuration;
  this.role = role;
  this.sessionId = sessionId;
  if (toolCalls !== undefined) this.toolCalls = toolCalls;
  this.userInput = userInput;
}
BackendMessage.prototype = Object.prototype;

function readBackendMessage(tape, at) {
  const words = tape.words;
  const mask = words[at];
  const record = new BackendMessage(
    mask & 1 ? tape.text(at + 4) : undefined,
    mask & 2 ? tape.integer(at + 6) : undefined,
    mask & 4 ? tape.integer(at + 8) : undefined,
    mask & 8 ? readBackendMessage_callbackResults(tape, at + 10) : undefined,
    mask & 16 ? tape.number(at + 12) : undefined,
    tape.text(at + 14),
    mask & 64 ? tape.integer(at + 16) : undefined,
    mask & 128 ? tape.text(at + 18) : undefined,
    mask & 256 ? tape.integer(at + 20) : undefined,
    mask & 512 ? tape.text(at + 22) : undefined,
    mask & 1024 ? tape.integer(at + 24) : undefined,
    tape.text(at + 26),
    tape.text(at + 28),
    mask & 8192 ? readBackendMessage_toolCalls(tape, at + 30) : undefined,
    tape.text(at + 32),
  );
  if (words[at + 2] !== 0) tape.addUnknown(record, words[at + 2]);
  return record;
}

function readBackendMessage_callbackResults(tape, at) {
  const words = tape.words;
  const base = tape.base;
  let count = words[at + 1];
  if (count === 0) return [];
  let item = base + 2 * words[at];
  // An array that starts with its first element reserves no more room than a short list needs.
  const list = [readCallbackResultData(tape, item)];
  while (--count > 0) {
    item = base + 2 * words[item + 1];
    list.push(readCallbackResultData(tape, item));
  }
  return list;
}

function readBackendMessage_toolCalls(tape, at) {
  const words = tape.words;
  const base = tape.base;
  let count = words[at + 1];
  if (count === 0) return [];
  let item = base + 2 * words[at];
  // An array that starts with its first element reserves no more room than a short list needs.
  const list = [readToolCallData(tape, item)];
  while (--count > 0) {
    item = base + 2 * words[item + 1];
    list.push(readToolCallData(tape, item));
  }
  return list;
}

export function matchesBackendMessage($value) {
  let $item;
  return isPlain($value)
    && (($item = $value.assistantResponse) === undefined || typeof $item === "string")
    && (($item = $value.cacheCreationTokens) === undefined || Number.isSafeInteger($item))
    && (($item = $value.cacheReadTokens) === undefined || Number.isSafeInteger($item))
    && (($item = $value.callbackResults) === undefined || matchesCallbackResultDataList($item))
    && (($item = $value.cost) === undefined || Number.isFinite($item))
    && typeof $value.id === "string"
    && (($item = $value.inputTokens) === undefined || Number.isSafeInteger($item))
    && (($item = $value.model) === undefined || typeof $item === "string")
    && (($item = $value.outputTokens) === undefined || Number.isSafeInteger($item))
    && (($item = $value.reasoning) === undefined || typeof $item === "string")
    && (($item = $value.reasoningDuration) === undefined || Number.isSafeInteger($item))
    && typeof $value.role === "string"
    && typeof $value.sessionId === "string"
    && (($item = $value.toolCalls) === undefined || matchesToolCallDataList($item))
    && typeof $value.userInput === "string";
}

function matchesCallbackResultDataList(list) {
  const length = lengthOf(list);
  if (length < 0) return false;
  for (let index = 0; index < length; index++) {
    if (!matchesCallbackResultData(list[index])) return false;
  }
  return true;
}

function matchesToolCallDataList(list) {
  const length = lengthOf(list);
  if (length < 0) return false;
  for (let index = 0; index < length; index++) {
    if (!matchesToolCallData(list[index])) return false;
  }
  return true;
}

function takeBackendMessage($value, $form) {
  if (!isOrdinary($value)) return undefined;
  let assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput;
  for (const $key in $value) {
    const $item = $value[$key];
    if ($item === undefined) continue;
    switch ($key) {
      case "assistantResponse": case "assistant_response": if (assistantResponse !== undefined) return undefined; assistantResponse = $item; break;
      case "cacheCreationTokens": case "cache_creation_tokens": if (cacheCreationTokens !== undefined) return undefined; cacheCreationTokens = $item; break;
      case "cacheReadTokens": case "cache_read_tokens": if (cacheReadTokens !== undefined) return undefined; cacheReadTokens = $item; break;
      case "callbackResults": case "callback_results": if (callbackResults !== undefined) return undefined; callbackResults = $item; break;
      case "cost": cost = $item; break;
      case "id": id = $item; break;
      case "inputTokens": case "input_tokens": if (inputTokens !== undefined) return undefined; inputTokens = $item; break;
      case "model": model = $item; break;
      case "outputTokens": case "output_tokens": if (outputTokens !== undefined) return undefined; outputTokens = $item; break;
      case "reasoning": reasoning = $item; break;
      case "reasoningDuration": case "reasoning_duration": if (reasoningDuration !== undefined) return undefined; reasoningDuration = $item; break;
      case "role": role = $item; break;
      case "sessionId": case "session_id": if (sessionId !== undefined) return undefined; sessionId = $item; break;
      case "toolCalls": case "tool_calls": if (toolCalls !== undefined) return undefined; toolCalls = $item; break;
      case "userInput": case "user_input": if (userInput !== undefined) return undefined; userInput = $item; break;
      default: return undefined;
    }
  }
  if (assistantResponse !== undefined && !isText(assistantResponse)) return undefined;
  if (cacheCreationTokens !== undefined && !isInteger(cacheCreationTokens)) return undefined;
  if (cacheReadTokens !== undefined && !isInteger(cacheReadTokens)) return undefined;
  if (callbackResults !== undefined && (callbackResults = takeCallbackResultDataList(callbackResults, $form)) === undefined) return undefined;
  if (cost !== undefined && !isNumber(cost)) return undefined;
  if (!isText(id)) return undefined;
  if (inputTokens !== undefined && !isInteger(inputTokens)) return undefined;
  if (model !== undefined && !isText(model)) return undefined;
  if (outputTokens !== undefined && !isInteger(outputTokens)) return undefined;
  if (reasoning !== undefined && !isText(reasoning)) return undefined;
  if (reasoningDuration !== undefined && !isInteger(reasoningDuration)) return undefined;
  if (!isText(role)) return undefined;
  if (!isText(sessionId)) return undefined;
  if (toolCalls !== undefined && (toolCalls = takeToolCallDataList(toolCalls, $form)) === undefined) return undefined;
  if (!isText(userInput)) return undefined;
  return new $form.BackendMessage(assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput);
}

function takeCallbackResultDataList(value, form) {
  const length = lengthOf(value);
  if (length < 0) return undefined;
  const list = [];
  for (let index = 0; index < length; index++) {
    const item = takeCallbackResultData(value[index], form);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

function takeToolCallDataList(value, form) {
  const length = lengthOf(value);
  if (length < 0) return undefined;
  const list = [];
  for (let index = 0; index < length; index++) {
    const item = takeToolCallData(value[index], form);
    if (item === undefined) return undefined;
    list.push(item);
  }
  return list;
}

function BackendMessageCamel(assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput) {
  this.assistantResponse = assistantResponse;
  this.cacheCreationTokens = cacheCreationTokens;
  this.cacheReadTokens = cacheReadTokens;
  this.callbackResults = callbackResults;
  this.cost = cost;
  this.id = id;
  this.inputTokens = inputTokens;
  this.model = model;
  this.outputTokens = outputTokens;
  this.reasoning = reasoning;
  this.reasoningDuration = reasoningDuration;
  this.role = role;
  this.sessionId = sessionId;
  this.toolCalls = toolCalls;
  this.userInput = userInput;
}
BackendMessageCamel.prototype = Object.prototype;

function BackendMessageSnake(assistantResponse, cacheCreationTokens, cacheReadTokens, callbackResults, cost, id, inputTokens, model, outputTokens, reasoning, reasoningDuration, role, sessionId, toolCalls, userInput) {
  this.assistant_response = assistantResponse;
  this.cache_creation_tokens = cacheCreationTokens;
  this.cache_read_tokens = cacheReadTokens;
  this.callback_results = callbackResults;
  this.cost = cost;
  this.id = id;
  this.input_tokens = inputTokens;
  this.model = model;
  this.output_tokens = outputTokens;
  this.reasoning = reasoning;
  this.reasoning_duration = reasoningDuration;
  this.role = role;
  this.session_id = sessionId;
  this.tool_calls = toolCalls;
  this.user_input = userInput;
}
BackendMessageSnake.prototype = Object.prototype;

/** What `take` makes records with: `record` is the form in which they are given out. @type {{ record: Form, camel: Form, snake: Form, wire: Form }} */
export const forms = {
  record: { CallbackResultData: CallbackResultData, ToolCallData: ToolCallData, BackendMessage: BackendMessage },
  camel: { CallbackResultData: CallbackResultDataCamel, ToolCallData: ToolCallDataCamel, BackendMessage: BackendMessageCamel },
  snake: { CallbackResultData: CallbackResultDataSnake, ToolCallData: ToolCallDataSnake, BackendMessage: BackendMessageSnake },
  wire: { CallbackResultData: CallbackResultDataSnake, ToolCallData: ToolCallDataCamel, BackendMessage: BackendMessageCamel },
};

const CallbackResultDataRecord = {
  name: "CallbackResultData",
  index: 2,
  create: CallbackResultData,
  read: readCallbackResultData,
  is: matchesCallbackResultData,
  take: takeCallbackResultData,
  wire: "snake",
  // camel name, snake name, whether it is required, kind
  fields: [
    ["callbackName", "callback_name", 0, "string"],
    ["callbackType", "callback_type", 1, ["bash_script", "sub_agent", "send_message"]],
    ["error", "error", 0, "string"],
    ["excludeFromContext", "exclude_from_context", 0, "boolean"],
    ["exitCode", "exit_code", 0, "integer"],
    ["stderr", "stderr", 0, "string"],
    ["stdout", "stdout", 0, "string"],
    ["subagentId", "subagent_id", 0, "string"],
    ["subagentResult", "subagent_result", 0, "string"],
    ["success", "success", 1, "boolean"],
    ["toolCallId", "tool_call_id", 1, "string"],
    ["toolName", "tool_name", 1, "string"],
  ],
};

const ToolCallDataRecord = {
  name: "ToolCallData",
  index: 1,
  create: ToolCallData,
  read: readToolCallData,
  is: matchesToolCallData,
  take: takeToolCallData,
  wire: "camel",
  // camel name, snake name, whether it is required, kind
  fields: [
    ["finished", "finished", 1, "boolean"],
    ["id", "id", 1, "string"],
    ["input", "input", 1, "string"],
    ["isError", "is_error", 0, "boolean"],
    ["name", "name", 1, "string"],
    ["result", "result", 0, "string"],
    ["screenshotUrls", "screenshot_urls", 0, { list: "string" }],
    ["type", "type", 1, "string"],
  ],
};

const BackendMessageRecord = {
  name: "BackendMessage",
  index: 0,
  create: BackendMessage,
  read: readBackendMessage,
  is: matchesBackendMessage,
  take: takeBackendMessage,
  wire: "camel",
  // camel name, snake name, whether it is required, kind
  fields: [
    ["assistantResponse", "assistant_response", 0, "string"],
    ["cacheCreationTokens", "cache_creation_tokens", 0, "integer"],
    ["cacheReadTokens", "cache_read_tokens", 0, "integer"],
    ["callbackResults", "callback_results", 0, { list: { record: CallbackResultDataRecord } }],
    ["cost", "cost", 0, "number"],
    ["id", "id", 1, "string"],
    ["inputTokens", "input_tokens", 0, "integer"],
    ["model", "model", 0, "string"],
    ["outputTokens", "output_tokens", 0, "integer"],
    ["reasoning", "reasoning", 0, "string"],
    ["reasoningDuration", "reasoning_duration", 0, "integer"],
    ["role", "role", 1, "string"],
    ["sessionId", "session_id", 1, "string"],
    ["toolCalls", "tool_calls", 0, { list: { record: ToolCallDataRecord } }],
    ["userInput", "user_input", 1, "string"],
  ],
};

/** In the order in which the wasm module numbers them. @type {[Record, Record, Record]} */
export const records = [BackendMessageRecord, ToolCallDataRecord, CallbackResultDataRecord];

/** How many arrays and objects are nested in a record at most, unknown keys aside. */
export const MODEL_DEPTH = 4;
