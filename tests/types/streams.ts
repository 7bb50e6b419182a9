// Where text can come from piece by piece, and what comes out.

import { BackendMessage, BackendMessageDecoderStream, ToolCallData } from "backend-message";
import type { JsonSource, Rejected, Salvage, Salvaged } from "backend-message";

declare const response: Response;
declare const blob: Blob;
declare const file: File;
declare const stream: ReadableStream<Uint8Array>;
declare const strings: ReadableStream<string>;
declare const pieces: AsyncIterable<string | Uint8Array>;
declare const mode: "throw" | "salvage";

export const sources: JsonSource[] = [
  response,
  blob,
  file,
  stream,
  strings,
  pieces,
  ["[", "]"],
  [new Uint8Array(1)],
  "[]",
  new Uint8Array(2),
];

// @ts-expect-error a promise must be awaited
BackendMessage.stream(Promise.resolve(response));
// @ts-expect-error a number is no source
BackendMessage.stream(42);

export async function read(): Promise<void> {
  const controller = new AbortController();
  for await (const message of BackendMessage.stream(response, { signal: controller.signal })) {
    const text: string = message.userInput;
    text.at(0);
  }
  for await (const call of ToolCallData.stream(stream, { onInvalid: "throw", unknownKeys: "keep" })) call.name.at(0);
  for await (const record of BackendMessage.stream(file, { onInvalid: "salvage", onProgress: ({ total }) => total })) {
    if (record.ok) record.value.userInput.at(0);
    else show(record);
    // @ts-expect-error it may be a rejected one
    record.value;
  }
  for await (const record of BackendMessage.stream(file, { onInvalid: mode })) {
    const either: BackendMessage | Salvaged<BackendMessage> = record;
    either;
  }

  for await (const batch of BackendMessage.stream(file, { batch: true })) batch.map(({ userInput }) => userInput.at(0));
  for await (const batch of BackendMessage.stream(file, { batch: true, onInvalid: "salvage" })) {
    for (const record of batch) if (!record.ok) show(record);
  }
  // @ts-expect-error there is no such option
  BackendMessage.stream(file, { batches: true });

  const messages: ReadableStream<BackendMessage> = stream.pipeThrough(new BackendMessageDecoderStream());
  messages.getReader();
  const records = strings.pipeThrough(new BackendMessageDecoderStream({ onInvalid: "salvage" }));
  const { value } = await records.getReader().read();
  if (value?.ok === false) show(value);
  const either: ReadableStream<BackendMessage | Salvaged<BackendMessage>> = stream.pipeThrough(
    new BackendMessageDecoderStream({ onInvalid: mode }),
  );
  either.getReader();
  // @ts-expect-error pipeThrough takes the signal
  new BackendMessageDecoderStream({ signal: controller.signal });
}

function show({ id, index, source, error, issues, offset, bytes }: Rejected): string {
  return `${id ?? index}: ${error.pretty()} ${issues.length} ${source} ${offset + bytes}`;
}

export const salvaged: Salvage<ToolCallData> = ToolCallData.salvage("[]", { maxIssues: 1 });
