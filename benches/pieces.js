// Text in pieces, as from the network, and text that is partly invalid.

import { Readable } from "node:stream";
import { JSONParser } from "@streamparser/json";
import { BackendMessage } from "backend-message";
import streamArray from "stream-json/streamers/stream-array.js";

import { history, messages, write } from "../tests/support/history.js";

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const SEED = 26;
const PIECE = 1 << 16;

export const pieceWorkloads = [
  { name: "1,000 messages in pieces of 64 KB", prepare: streamed },
  { name: "1,000 messages, 1 % invalid, `salvage`", prepare: salvaged },
];

function streamed() {
  const bytes = encoder.encode(history({ seed: SEED, messages: 1000 }));
  const pieces = [];
  for (let start = 0; start < bytes.length; start += PIECE) pieces.push(Buffer.from(bytes.subarray(start, start + PIECE)));
  const contenders = {
    async "backend-message"() {
      const found = [];
      for await (const message of BackendMessage.stream(pieces)) found.push(message);
      return found;
    },
    // Nothing is given out before all is there.
    JSON: () => JSON.parse(decoder.decode(Buffer.concat(pieces))),
    async "stream-json"() {
      const found = [];
      for await (const { value } of Readable.from(pieces).pipe(streamArray.withParserAsStream())) found.push(value);
      return found;
    },
    "@streamparser/json"() {
      const found = [];
      const parser = new JSONParser({ paths: ["$.*"], keepStack: false });
      parser.onValue = ({ value }) => void found.push(value);
      for (const piece of pieces) parser.write(piece);
      return found;
    },
  };
  return { contenders, bytes: bytes.length };
}

/** One message in a hundred breaks two rules. */
function salvaged() {
  const list = messages({ seed: SEED, messages: 1000 });
  for (let index = 50; index < list.length; index += 100) Object.assign(list[index], { role: 5, inputTokens: "12" });
  const bytes = encoder.encode(write(list));
  const contenders = {
    "backend-message": () => BackendMessage.salvage(bytes).messages,
    JSON: () => JSON.parse(decoder.decode(bytes)),
  };
  return { contenders, bytes: bytes.length };
}
