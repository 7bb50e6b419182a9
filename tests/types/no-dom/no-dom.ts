// A project that has no types of the web or of Node: `URL`, `Response` and `WebAssembly` are unknown to it.

import { BackendMessage } from "backend-message";
import type { Issue, Result } from "backend-message";
import { BackendMessage as Slim, init } from "backend-message/slim";
import type { WasmSource } from "backend-message/slim";

declare const bytes: Uint8Array;
declare const response: { ok: boolean; arrayBuffer(): Promise<ArrayBuffer> };

// @ts-expect-error so that this tests what it says
export type Unknown = Response | URL | WebAssembly.Module;

export const result: Result<BackendMessage> = BackendMessage.safeParse(bytes);
export const issues: readonly Issue[] = result.ok ? [] : result.error.issues;

export async function start(): Promise<BackendMessage[]> {
  await init(bytes);
  await init("https://example.com/backend-message.wasm");
  await init({ href: "https://example.com/backend-message.wasm" });
  await init(Promise.resolve(response));
  // @ts-expect-error no wasm comes from a number
  await init(42);
  return Slim.parseMany("[]");
}

// @ts-expect-error nor from nothing
export const nothing: WasmSource = undefined;

declare const pieces: AsyncIterable<Uint8Array>;

export async function follow(): Promise<void> {
  for await (const message of BackendMessage.stream(pieces)) message.userInput.at(0);
  // @ts-expect-error nor text from a number
  BackendMessage.stream(42);
}
