// A fetcher for the generated SDK, which takes functions like `fetch`.

import { guardedFetch } from "backend-message/sdk";
import type { Rejection } from "backend-message/sdk";

type Fetcher = (input: RequestInfo | URL, init?: RequestInit) => Promise<Response>;

export const fetcher: Fetcher = guardedFetch({ fetch, onRejected: report });
export const plain: typeof fetch = guardedFetch();

function report(rejection: Rejection): string {
  if (rejection.kind === "message") return `${rejection.rejected.index} ${rejection.rejected.id ?? ""}`;
  const [issue] = rejection.issues;
  return `${rejection.event} ${rejection.data} ${issue?.code ?? ""} ${rejection.isKept}`;
}

// @ts-expect-error there is no such option
guardedFetch({ onReject: report });
