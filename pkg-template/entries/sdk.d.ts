/**
 * A fetcher for the generated SDK's HTTP client, which leaves out what would make the SDK's parser fail.
 *
 * @module backend-message/sdk
 */

export type { EventIssue } from "../live/event-issue.js";
export type { Issue, IssueCode } from "../pure/generated/issue.js";
export type { Rejected } from "../pure/outcome.js";
export { guardedFetch } from "../sdk/guarded-fetch.js";
export type { Fetcher, GuardOptions } from "../sdk/guarded-fetch.js";
export type { RejectedEvent, RejectedMessage, Rejection } from "../sdk/rejection.js";
