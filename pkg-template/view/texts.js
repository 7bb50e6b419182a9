// What a message says, and what the user wrote.

/** @typedef {import("./texts.js").Attachment} Attachment */

const REMINDER = "\n\n<system-reminder>";
const END_OF_REMINDER = "</system-reminder>";

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
 * In plan mode the backend appends a block for the model. Users may write such blocks too, so only one at the very end is
 * taken for the backend's.
 *
 * @type {typeof import("./texts.js").withoutReminder}
 */
export function withoutReminder(text) {
  const end = text.trimEnd();
  const at = end.lastIndexOf(REMINDER);
  if (at < 0 || end.indexOf(END_OF_REMINDER, at) !== end.length - END_OF_REMINDER.length) return text;
  return text.slice(0, at);
}

/** What may stand in a prompt that an old client sent as JSON, and an old server stored as it was. */
const OLD_PROMPT = {
  text: isText,
  media: isTexts,
  apps: isTexts,
  plan_mode: (/** @type {unknown} */ value) => typeof value === "boolean",
};

/**
 * @param {string} text
 * @returns {{ text: string, media?: string[] | null, plan_mode?: boolean | null } | undefined}
 */
function oldPromptOf(text) {
  if (!/^\s*\{\s*"(?:text|media|apps|plan_mode)"\s*:/.test(text)) return undefined;
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const isPrompt = Object.entries(value).every(
    // Go writes null for a list that is not there.
    ([key, member]) => Object.hasOwn(OLD_PROMPT, key) && (member === null || OLD_PROMPT[/** @type {"text"} */ (key)](member)),
  );
  return isPrompt && isText(value.text) ? value : undefined;
}

/**
 * The files of a session that a text names by their addresses.
 *
 * A text is cut at what no address has, and each part is searched once: one pattern for all of it would go back over a
 * long text again and again.
 *
 * @param {string} text
 * @returns {Attachment[]}
 */
function sessionFilesIn(text) {
  const urls = new Set();
  if (text.includes("/api/sessions/")) {
    for (const part of text.split(/[\s<>"'`[\]{}|\\^]+/)) {
      const start = part.search(/https?:\/\//);
      const path = part.indexOf("/api/sessions/", start);
      if (start < 0 || path < 0 || !/^\/api\/sessions\/[^/?#]+\/files\/[^?#]/.test(part.slice(path))) continue;
      urls.add(withoutPunctuation(part.slice(start)));
    }
  }
  return [...urls].map((url) => ({ name: lastPartOf(url.replace(/[?#].*/, "")), url }));
}

/**
 * Without what ends a sentence, and without the closing parenthesis of one that was opened before the address.
 *
 * @param {string} url
 */
function withoutPunctuation(url) {
  const end = url.replace(/[.,;:!?*_]+$/, "");
  return end.endsWith(")") && !end.includes("(") ? end.slice(0, -1).replace(/[.,;:!?]+$/, "") : end;
}

/** @param {string} path */
function lastPartOf(path) {
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** @type {typeof import("./texts.js").commandAnswer} */
export function commandAnswer({ id, role, userInput, assistantResponse }) {
  if (role !== "assistant" || !id.startsWith("cmd-") || assistantResponse === undefined) return undefined;
  const command = id.slice("cmd-".length);
  const plain = { command, typed: userInput, type: "message", text: assistantResponse, value: undefined };
  let value;
  try {
    value = JSON.parse(assistantResponse);
  } catch {
    return plain;
  }
  if (typeof value !== "object" || value === null || !isText(value.type)) return plain;
  const text = [value.message, value.error].find(isText) ?? assistantResponse;
  return { ...plain, type: value.type, text, value };
}

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isTexts(value) {
  return Array.isArray(value) && value.every(isText);
}
