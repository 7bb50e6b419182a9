// A fetcher for the generated SDK's HTTP client.

export type { EventIssue } from "../live/check-event.js";
export type { Issue, IssueCode } from "../pure/generated/issue.js";
export type { Rejected } from "../pure/outcome.js";
export { guardedFetch } from "../sdk/guarded-fetch.js";
export type { Fetcher, GuardOptions, RejectedEvent, RejectedMessage, Rejection } from "../sdk/guarded-fetch.js";
