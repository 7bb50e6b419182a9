// What a message says, and what the user wrote.

import { expectedOf } from "../pure/field-table.js";

/** @typedef {import("./texts.js").Attachment} Attachment */

export const REMINDER = "\n\n<system-reminder>";
export const END_OF_REMINDER = "</system-reminder>";

/** @type {typeof import("./texts.js").displayText} */
export function displayText(message) {
  return message.role === "user" ? promptOf(message).text : message.assistantResponse || message.userInput || "";
}

/** @type {typeof import("./texts.js").isEmpty} */
export function isEmpty(message) {
  const { reasoning = "", toolCalls = [], callbackResults = [] } = message;
  return (displayText(message) + reasoning).trim() === "" && toolCalls.length === 0 && callbackResults.length === 0;
}

/** @type {typeof import("./texts.js").promptOf} */
export function promptOf({ userInput = "" }) {
  const stored = withoutReminder(userInput);
  const old = oldPromptOf(stored);
  const text = old === undefined ? stored : withoutReminder(old.text);
  const media = (old?.media ?? []).map((path) => ({ name: lastPartOf(path), path }));
  return { text, attachments: [...media, ...sessionFilesIn(text)], isPlanMode: stored !== userInput || old?.plan_mode === true };
}

/**
 * In plan mode the backend appends a block for the model. Users may write such blocks too, so only one at the very end
 * counts as the backend's.
 *
 * @type {typeof import("./texts.js").withoutReminder}
 */
export function withoutReminder(text) {
  const end = text.trimEnd();
  const at = end.lastIndexOf(REMINDER);
  if (at < 0 || end.indexOf(END_OF_REMINDER, at) !== end.length - END_OF_REMINDER.length) return text;
  return text.slice(0, at);
}

/** The members of a prompt that an old client sent as JSON, and an old server stored unchanged. */
const OLD_PROMPT = { text: "string", media: "string[]", apps: "string[]", plan_mode: "boolean" };

/**
 * @param {string} text
 * @returns {{ text: string, media?: string[] | null, plan_mode?: boolean | null } | undefined}
 */
function oldPromptOf(text) {
  const value = /^\s*\{\s*"(?:text|media|apps|plan_mode)"\s*:/.test(text) ? parse(text) : undefined;
  const isPrompt = Object.entries(value ?? {}).every(
    // Go writes null for a nil slice.
    ([key, member]) => Object.hasOwn(OLD_PROMPT, key) && (member === null || !expectedOf(member, OLD_PROMPT[/** @type {"text"} */ (key)])),
  );
  return isPrompt && isText(value?.text) ? value : undefined;
}

/**
 * A session's files whose addresses a text contains.
 *
 * The text is split at characters that no address has, and each part is searched once: a single pattern would backtrack over
 * a long text again and again.
 *
 * @param {string} text
 * @returns {Attachment[]}
 */
function sessionFilesIn(text) {
  const parts = text.includes("/api/sessions/") ? text.split(/[\s<>"'`[\]{}|\\^]+/) : [];
  const urls = parts
    .map((part) => part.slice(part.search(/https?:\/\//)))
    .filter((url) => /^http.*?\/api\/sessions\/[^/?#]+\/files\/[^?#]/.test(url))
    .map(withoutPunctuation);
  return [...new Set(urls)].map((url) => ({ name: lastPartOf(url.replace(/[?#].*/, "")), url }));
}

/**
 * Without punctuation that ends a sentence, and without a closing parenthesis that was opened before the address.
 *
 * @param {string} url
 */
const withoutPunctuation = (url) => url.replace(url.includes("(") ? /[.,;:!?*_]+$/ : /[.,;:!?*_]*\)?[.,;:!?*_]*$/, "");

/** @param {string} path */
function lastPartOf(path) {
  const name = path.replace(/.*[/\\]/s, "");
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @type {typeof import("./texts.js").commandAnswer} */
export function commandAnswer({ id, role, userInput, assistantResponse }) {
  if (role !== "assistant" || !id.startsWith("cmd-") || assistantResponse === undefined) return undefined;
  const value = parse(assistantResponse);
  const isAnswer = isText(value?.type);
  return {
    command: id.slice("cmd-".length),
    typed: userInput,
    type: isAnswer ? value.type : "message",
    text: (isAnswer && [value.message, value.error].find(isText)) || assistantResponse,
    value: isAnswer ? value : undefined,
  };
}

/**
 * @param {string} text
 * @returns {any} undefined if it is not JSON
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string";
}
