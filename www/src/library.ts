// The package's codecs, as the workers use them. The page itself imports only `backend-message/view`, which needs no wasm.

export { BackendMessage } from "backend-message";
export type { Finding, Issue, Rejected, Summary, Usage } from "backend-message";

export type Naming = "wire" | "camel" | "snake";
