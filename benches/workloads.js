// What is measured. Every contender is first shown to do the work: none is timed that refuses the input.

import { BackendMessage } from "backend-message";

import { history, messages, write, writeOne } from "../tests/support/history.js";
import { escapedHistory, pythonHistory } from "./escapes.js";
import { longTextWorkloads } from "./long-texts.js";
import { messageOf } from "./message-of.js";
import { pieceWorkloads } from "./pieces.js";
import { rules } from "./rules.js";
import { sample } from "./sample.js";
import { MESSAGES, SEED } from "./seed.js";
import { summaryWorkloads } from "./summaries.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * In order; each `prepare` makes its contenders when they are wanted. The first is the package; `JSON` is the bare
 * `JSON.parse` or `JSON.stringify`; the libraries get what `JSON.parse` gives.
 */
export const workloads = [
  ...[300, 2500, 20_000].flatMap((size) => {
    const name = `message of ${size / 1000} KB`;
    return [
      { name: `${name}, bytes`, prepare: () => reading({ text: messageOf(size), kind: "message", bytes: true }) },
      { name: `${name}, string`, prepare: () => reading({ text: messageOf(size), kind: "message" }) },
    ];
  }),
  { name: "the sample history, bytes", prepare: () => reading({ text: sample(), bytes: true }) },
  { name: "the sample history, string", prepare: () => reading({ text: sample() }) },
  ...["ASCII", "mixed", "CJK"].flatMap((text) => {
    const name = `1,000 messages, ${text}`;
    return [
      { name: `${name}, bytes`, prepare: () => reading({ text: historyOf({ text: text.toLowerCase() }), bytes: true }) },
      { name: `${name}, string`, prepare: () => reading({ text: historyOf({ text: text.toLowerCase() }) }) },
    ];
  }),
  { name: "1,500 messages, many escapes, bytes", prepare: () => reading({ text: escapedHistory(), bytes: true }) },
  {
    name: "1,000 messages, CJK as Python escapes it, bytes",
    prepare: () => reading({ text: pythonHistory({ seed: SEED, messages: MESSAGES }), bytes: true }),
  },
  ...["camel", "snake"].map((dialect) => ({
    name: `1,000 messages, ${dialect}, bytes`,
    prepare: () => reading({ text: historyOf({ dialect }), dialect, bytes: true }),
  })),
  { name: "1,000 messages, 1 % invalid, bytes", prepare: invalid },
  { name: "100,000 messages, ASCII, bytes", prepare: long, long: true },
  ...longTextWorkloads,
  ...pieceWorkloads,
  ...summaryWorkloads,
  { name: "`is`, 1,000 objects", prepare: is },
  { name: "`from`, 1,000 objects", prepare: from },
  { name: "`stringify` camel, 1,000 objects", prepare: () => stringify("camel") },
  { name: "`stringify` wire, 1,000 objects", prepare: () => stringify("wire") },
];

const historyOf = (options) => history({ seed: SEED, messages: MESSAGES, ...options });

function reading({ text, kind = "history", dialect = "wire", bytes = false }) {
  const input = bytes ? encoder.encode(text) : text;
  const parsed = bytes ? () => JSON.parse(decoder.decode(input)) : () => JSON.parse(input);
  const ours = kind === "history" ? () => BackendMessage.parseMany(input) : () => BackendMessage.parse(input);
  const libraries = entries(rules(dialect), (library) => {
    const { read } = library[kind];
    return () => read(parsed());
  });
  const contenders = { "backend-message": ours, JSON: parsed, ...libraries };
  // The SDK's rules make the same objects, with their keys in another order in places.
  const same = libraries["zod v3"] ?? (() => BackendMessage.parseMany(historyOf({})));
  expect(sorted(ours()), sorted(same()));
  for (const name of Object.keys(libraries)) libraries[name]();
  return { contenders, bytes: bytes ? input.length : encoder.encode(text).length };
}

/** One message in a hundred breaks two rules; each library is to tell all issues, message by message. */
function invalid() {
  const list = messages({ seed: SEED, messages: MESSAGES });
  const valid = encoder.encode(write(list));
  for (let index = 50; index < list.length; index += 100) Object.assign(list[index], { role: 5, inputTokens: "12" });
  const bytes = encoder.encode(write(list));
  const ours = () => BackendMessage.safeParseMany(bytes);
  expect(ours().error.issues.length, 20);
  const libraries = entries(rules("wire"), ({ message }) => {
    expect(list.filter((item) => !message.is(JSON.parse(writeOne(item)))).length, 10);
    return () => JSON.parse(decoder.decode(bytes)).map((item) => message.tell(item));
  });
  const contenders = {
    "backend-message": ours,
    // Not shown in the table: what the errors cost.
    "without the errors": () => BackendMessage.safeParseMany(valid),
    JSON: () => JSON.parse(decoder.decode(bytes)),
    ...libraries,
  };
  return { contenders, bytes: bytes.length };
}

function long() {
  const parts = Array.from({ length: 100 }, (_, index) =>
    encoder.encode(history({ seed: SEED + index, messages: MESSAGES }).trim().slice(1, -1) + ","),
  );
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 1));
  let end = 1;
  for (const part of parts) {
    bytes.set(part, end);
    end += part.length;
  }
  bytes[0] = "[".charCodeAt(0);
  bytes[end - 1] = "]".charCodeAt(0);
  const parsed = () => JSON.parse(decoder.decode(bytes));
  const { "zod v3": v3, "zod 4": v4 } = rules("wire");
  const contenders = {
    "backend-message": () => BackendMessage.parseMany(bytes),
    JSON: parsed,
    "zod v3": () => v3.history.read(parsed()),
    "zod 4": () => v4.history.read(parsed()),
  };
  expect(contenders["backend-message"]().length, 100_000);
  return { contenders, bytes: bytes.length };
}

/** Objects as an application has them: parsed from JSON, not by the package. */
const objects = () => JSON.parse(JSON.stringify(messages({ seed: SEED, messages: MESSAGES })));

function is() {
  const list = objects();
  const contenders = {
    "backend-message": () => list.every((value) => BackendMessage.is(value)),
    ...entries(rules("camel"), ({ message }) => () => list.every((value) => message.is(value))),
  };
  for (const contender of Object.values(contenders)) expect(contender(), true);
  return { contenders };
}

function from() {
  const list = objects();
  const copying = Object.fromEntries(Object.entries(rules("camel")).filter(([, { copies }]) => copies));
  const contenders = {
    "backend-message": () => list.map((value) => BackendMessage.from(value)),
    ...entries(copying, ({ message }) => () => list.map((value) => message.read(value))),
  };
  for (const contender of Object.values(contenders)) expect(sorted(contender()), sorted(list));
  return { contenders };
}

function stringify(naming) {
  const list = objects();
  const contenders = {
    "backend-message": () => BackendMessage.stringify(list, { naming }),
    JSON: () => JSON.stringify(list),
  };
  expect(sorted(BackendMessage.parseMany(contenders["backend-message"]())), sorted(list));
  return { contenders, bytes: encoder.encode(contenders.JSON()).length };
}

const entries = (record, map) => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));

function expect(found, wanted) {
  if (found !== wanted) throw new Error(`A contender does other work: ${String(found).slice(0, 200)} for ${String(wanted).slice(0, 200)}`);
}

/** A value as text, the same whatever the order of keys. */
function sorted(value) {
  return JSON.stringify(value, (_, item) => {
    const plain = typeof item === "object" && item !== null && !Array.isArray(item);
    return plain ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item;
  });
}
