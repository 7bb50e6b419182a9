// The package's codecs, as the workers use them. The page itself imports only `backend-message/view`, which needs no wasm.

export { BackendMessage } from "backend-message";
export type { Issue, Rejected } from "backend-message";
export { audit, summarize } from "backend-message/insight";
export type { Finding, Summary, Usage } from "backend-message/insight";

export type Naming = "wire" | "camel" | "snake";
