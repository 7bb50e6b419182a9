// The entry that leaves instantiation to the caller has the same surface, and `init`.

import { BackendMessage, init } from "backend-message/slim";
import type { BackendMessage as Full } from "backend-message";

declare const url: URL;
declare const response: Response;
declare const bytes: Uint8Array<ArrayBuffer>;
declare const module: WebAssembly.Module;

export async function start(): Promise<Full[]> {
  await init(url);
  await init(response);
  await init(bytes);
  await init(module);
  return BackendMessage.parseMany("[]");
}
