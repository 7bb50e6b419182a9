// Misspelt options of every method. Their names are those that the types declare, so an option that a method does not know of
// fails here.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BackendMessage, BackendMessageDecoderStream, ToolCallData } from "backend-message";
import { audit, summarize } from "backend-message/insight";
import { createLiveSession, readEvents } from "backend-message/live";
import { guardedFetch } from "backend-message/sdk";

const VALUE = { id: "a", role: "user", sessionId: "s", userInput: "t" };
const TEXT = JSON.stringify(VALUE);

/** The names that a type of options declares itself. */
function declared(file, type) {
  const text = readFileSync(new URL(`../../pkg-template/${file}`, import.meta.url), "utf8");
  const body = new RegExp(`^export type ${type} = (?:\\w+ & )?\\{\\n(.*?)^\\};`, "ms").exec(text)?.[1];
  assert.ok(body, `${type} in ${file}`);
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
}

const PARSE = declared("core/parse-options.d.ts", "ParseOptions");
const STREAM = [...PARSE, ...declared("core/parse-options.d.ts", "StreamOptions")];
const SUMMARY = [...STREAM, ...declared("insight/summary-type.d.ts", "SummaryOptions")];

const METHODS = [
  ...["parse", "safeParse", "parseMany", "safeParseMany", "salvage"].map((name) => [name, PARSE, (options) => BackendMessage[name](TEXT, options)]),
  ...["from", "safeFrom"].map((name) => [name, PARSE, (options) => BackendMessage[name](VALUE, options)]),
  ...["fromMany", "safeFromMany"].map((name) => [name, PARSE, (options) => ToolCallData[name]([], options)]),
  ["stream", STREAM, (options) => BackendMessage.stream(TEXT, options)],
  ["BackendMessageDecoderStream", STREAM, (options) => new BackendMessageDecoderStream(options)],
  ["stringify", declared("core/stringify-options.d.ts", "StringifyOptions"), (options) => BackendMessage.stringify(VALUE, options)],
  ["summarize", SUMMARY, (options) => summarize(TEXT, options)],
  ["audit", declared("insight/audit-options.d.ts", "AuditOptions"), (options) => audit(TEXT, options)],
  ["readEvents", declared("live/read-events.d.ts", "ReadEventsOptions"), (options) => readEvents("", options).next()],
  ["createLiveSession", declared("live/session.d.ts", "LiveSessionOptions"), (options) => createLiveSession(options)],
  ["guardedFetch", declared("sdk/guarded-fetch.d.ts", "GuardOptions"), (options) => guardedFetch(options)],
];

/** The name with one mistake: a letter missing, doubled or in the wrong case. */
function misspelt(name) {
  const last = name.length - 1;
  const upper = name.toUpperCase();
  const all = [name.slice(0, last), name + name[last], upper, name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
  // In a word of two letters one mistake is half of it.
  return name.length < 3 ? [upper] : all.filter((word) => word !== name);
}

for (const [method, names, call] of METHODS) {
  test(`misspelt options of ${method}`, async () => {
    assert.ok(names.length >= 2, names.join());
    for (const name of names) {
      for (const word of misspelt(name)) {
        const expected = (error) => error instanceof TypeError && error.message === `unknown option "${word}": did you mean "${name}"?`;
        await assert.rejects(async () => call({ [word]: undefined }), expected, `${method} ${word}`);
      }
    }
    // What is meant for other code passes.
    if (method !== "createLiveSession") await call({ cache: "no-store" });
  });
}
