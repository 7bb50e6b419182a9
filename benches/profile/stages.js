// Where the time of the package's calls goes. Each stage is measured together with those before it, in turns with the whole
// and with bare `JSON`; what it takes is the difference.

import { history, messages } from "../../tests/support/history.js";
import { contest } from "../contest.js";
import { messageOf } from "../message-of.js";
import { MESSAGES, SEED } from "../seed.js";
import { core, insight, put, putMessage, putString, readMessage, readWindows } from "./windows.js";
// The loop and the whole share one instance of the wasm. In a page the browsers' entry stands in for Node's.
import { forms, records } from "../../build/modules/pure/generated/model.js";
import { BackendMessage } from "../../build/modules/entries/node.js";
import { summarize } from "../../build/modules/entries/insight-node.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const [record] = records;
const TEXTS = ["ASCII", "mixed", "CJK"];

const historyOf = (text) => history({ seed: SEED, messages: MESSAGES, text: text.toLowerCase() });
const texts = () => {
  core.decodeArenas();
  core.tape.forgetTexts();
};

// `spare`: the stage without which one would like to know how fast the whole were.
export const profiles = [
  ...TEXTS.map((text) => ({
    kind: "A history as bytes",
    name: `1,000 messages, ${text}`,
    spare: "validate and decode",
    prepare: () => reading(encoder.encode(historyOf(text))),
  })),
  ...TEXTS.map((text) => ({
    kind: "A history as a string",
    name: `1,000 messages, ${text}`,
    spare: "put into memory",
    prepare: () => readingString(historyOf(text)),
  })),
  ...[300, 2500].map((size) => ({
    kind: "One message, a string",
    name: `${size / 1000} KB`,
    spare: "validate and decode",
    prepare: () => readingMessage(messageOf(size)),
  })),
  ...TEXTS.map((text) => ({
    kind: "`summarize`",
    name: `1,000 messages, ${text}`,
    spare: "validate and count",
    prepare: () => summing(encoder.encode(historyOf(text))),
  })),
  ...["camel", "wire"].map((naming) => ({
    kind: "`stringify`",
    name: `${naming}, 1,000 objects`,
    spare: "check and copy",
    prepare: () => writing(naming),
  })),
];

function reading(bytes) {
  // The loop that is measured is not the package's own: it must do the same.
  const count = readWindows(core, record, bytes);
  if (count !== MESSAGES) throw new Error(`${count} messages were read of ${MESSAGES}`);
  return {
    "put into memory": () => put(bytes),
    "validate and decode": () => readWindows(core, record, bytes),
    "make strings": () => readWindows(core, record, bytes, texts),
    "make objects": () => BackendMessage.parseMany(bytes),
    JSON: () => JSON.parse(decoder.decode(bytes)),
  };
}

function readingString(text) {
  return {
    "put into memory": () => putString(text),
    "validate, decode, make strings and objects": () => BackendMessage.parseMany(text),
    JSON: () => JSON.parse(text),
  };
}

function readingMessage(text) {
  return {
    "put into memory": () => putMessage(text),
    "validate and decode": () => readMessage(record, text),
    "make strings": () => readMessage(record, text, texts),
    "make objects": () => BackendMessage.parse(text),
    JSON: () => JSON.parse(text),
  };
}

function summing(bytes) {
  return {
    "put into memory": () => put(bytes),
    "validate and count": () => readWindows(insight, record, bytes),
    "make the summary": () => summarize(bytes),
    JSON: () => JSON.parse(decoder.decode(bytes)),
  };
}

function writing(naming) {
  const list = JSON.parse(JSON.stringify(messages({ seed: SEED, messages: MESSAGES })));
  return {
    "check and copy": () => list.map((message) => record.take(message, forms[naming])),
    write: () => BackendMessage.stringify(list, { naming }),
    JSON: () => JSON.stringify(list),
  };
}

/**
 * @param {object} options of the contest
 */
export async function profiled({ prepare, ...profile }, options) {
  const results = await contest(prepare(), options);
  // The best, as differences of medians would be lost among what else the machine does.
  const { JSON: bare, ...upTo } = Object.fromEntries(results.map(({ name, best }) => [name, best]));
  const times = Object.values(upTo);
  const whole = times.at(-1);
  // A part takes no longer than the whole, though it may have had worse luck.
  const until = (index) => (index < 0 ? 0 : Math.min(...times.slice(index)));
  const stages = Object.keys(upTo).map((name, index) => ({ name, time: until(index) - until(index - 1) }));
  return { ...profile, stages, whole, bare };
}
