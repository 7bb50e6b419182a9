// Reads a response that takes its time, and shows each message as soon as its last byte is there.

import { BackendMessage } from "/backend-message/index.js";
import { canonicalToolName, displayText, isEmpty, toolStatus } from "/backend-message/view.js";

const list = document.querySelector("#messages");
const status = document.querySelector("#progress");

const response = await fetch("/messages");
const records = BackendMessage.stream(response, {
  onInvalid: "salvage",
  onProgress: ({ bytes, messages, rejected }) => {
    status.textContent = `${messages} messages, ${rejected} rejected, ${bytes} bytes`;
  },
});
for await (const record of records) {
  if (!record.ok) show("rejected", record.error.pretty());
  else if (!isEmpty(record.value)) show(record.value.role, textOf(record.value));
}
status.textContent += ". That is all.";

/** @param {BackendMessage} message */
function textOf(message) {
  const calls = (message.toolCalls ?? []).map((call) => `${canonicalToolName(call.name)}: ${toolStatus(call)}`);
  return [displayText(message), ...calls].filter((line) => line !== "").join("\n");
}

/**
 * Text stays text: nothing in a message becomes markup.
 *
 * @param {string} kind
 * @param {string} text
 */
function show(kind, text) {
  const item = document.createElement("li");
  if (kind === "rejected") item.className = kind;
  const who = document.createElement("strong");
  who.textContent = `${kind}\n`;
  item.append(who, text);
  list.append(item);
}
