// A project with Node's types and not the DOM's.

import { BackendMessage, BackendMessageDecoderStream } from "backend-message";
import type { JsonSource } from "backend-message";
import { openAsBlob, createReadStream } from "node:fs";
import { Readable } from "node:stream";

export const sources: JsonSource[] = [createReadStream("x"), Readable.from(["[]"]), process.stdin, await openAsBlob("x")];

for await (const message of BackendMessage.stream(await fetch("https://example.com"))) message.userInput.at(0);

const blob = await openAsBlob("x");
const messages: ReadableStream<BackendMessage> = blob.stream().pipeThrough(new BackendMessageDecoderStream());
for await (const message of messages) message.userInput.at(0);
