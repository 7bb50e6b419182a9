// What the declarations promise and refuse.

import {
  BackendMessage,
  BackendMessageError,
  CallbackResultData,
  CallbackType,
  CoreToolName,
  ToolCallData,
  backendMessageFromJSON,
  callbackResultDataFromJSON,
  toolCallDataFromJSON,
} from "backend-message";
import { audit } from "backend-message/insight";
import type { AuditOptions, Finding, FindingCode } from "backend-message/insight";
import type { Codec, Issue, IssueCode, JsonInput, ParseOptions, Result } from "backend-message";

declare const text: string;
declare const bytes: Uint8Array;
declare const buffer: ArrayBuffer;
declare const view: DataView;
declare const unknown: unknown;

// Every input that is JSON text.
export const one: BackendMessage = BackendMessage.parse(text);
export const tool: ToolCallData = ToolCallData.parse(bytes);
export const callback: CallbackResultData = CallbackResultData.parse(buffer);
export const many: BackendMessage[] = BackendMessage.parseMany(view, { unknownKeys: "keep", maxIssues: 5 });
export const inputs: JsonInput[] = [text, bytes, buffer, view];

// @ts-expect-error a number is not JSON text
BackendMessage.parse(42);
// @ts-expect-error there is no such choice
BackendMessage.parse(text, { unknownKeys: "drop" });
// @ts-expect-error nor such an option
export const options: ParseOptions = { maxIssue: 1 };

// A result is told apart by `ok`.
const result: Result<BackendMessage> = BackendMessage.safeParse(text);
if (result.ok) {
  const value: BackendMessage = result.value;
  // @ts-expect-error there is no error then
  result.error;
  BackendMessage.stringify(value, { naming: "wire", space: 2 });
} else {
  const error: BackendMessageError = result.error;
  const isError: Error = error;
  const issues: readonly Issue[] = error.issues;
  const truncated: boolean = error.truncated;
  const pretty: string = error.pretty();
  void [isError, issues, truncated, pretty];
  // @ts-expect-error there is no value then
  result.value;
}
export const list: Result<BackendMessage[]> = BackendMessage.safeParseMany(text);
export const from: BackendMessage = BackendMessage.from(unknown);
export const safeFrom: Result<BackendMessage> = BackendMessage.safeFrom(unknown, { unknownKeys: "reject" });

// `is` narrows.
if (CallbackResultData.is(unknown)) {
  const type: "bash_script" | "sub_agent" | "send_message" = unknown.callbackType;
  void type;
}

// An array, also one that may not be changed, is written as well as one value.
export const written: string = BackendMessage.stringify([one] as const);
// @ts-expect-error there is no such naming
BackendMessage.stringify(one, { naming: "kebab" });

// Names of tools are open, kinds of callback are not.
export const named: ToolCallData["name"] = "my_server_my_tool";
// @ts-expect-error
export const kind: CallbackResultData["callbackType"] = "other";

// An issue says where and what.
export function locate(issue: Issue): string {
  const code: IssueCode = issue.code;
  const path: readonly (string | number)[] = issue.path;
  const place: (number | undefined)[] = [issue.offset, issue.index, issue.line, issue.column];
  return `${code} ${path.join(".")} ${issue.pointer} ${place.join(":")} ${issue.expected ?? ""} ${issue.received ?? ""}`;
}

// Every code is known by name; this fails to compile when one is added or lost.
export const codes: Record<IssueCode, true> = {
  invalid_json: true,
  unexpected_end: true,
  trailing_data: true,
  invalid_utf8: true,
  lone_surrogate: true,
  too_deep: true,
  missing_field: true,
  invalid_type: true,
  invalid_enum: true,
  not_integer: true,
  unsafe_integer: true,
  number_out_of_range: true,
  duplicate_key: true,
  unknown_key: true,
  too_large: true,
  internal_error: true,
};

// The SDK's functions, by their names.
export const dropIn: [Result<BackendMessage>, Result<ToolCallData>, Result<CallbackResultData>] = [
  backendMessageFromJSON(text),
  toolCallDataFromJSON(text),
  callbackResultDataFromJSON(text),
];

// One function for any of the three.
export const readAll = <T>(codec: Codec<T>, json: JsonInput): T[] => codec.parseMany(json);
export const schemas: object[] = [BackendMessage, ToolCallData, CallbackResultData].map((codec) => codec.jsonSchema);

// What is suspicious, in text or in messages; only histories are audited.
const auditOptions: AuditOptions = { rules: { unknown_role: false }, maxFindings: 10 };
export const findings: Finding[] = [
  ...audit(text, auditOptions),
  ...audit(bytes),
  ...audit(one),
  ...audit([one] as const),
];
// @ts-expect-error there is no such rule
audit(text, { rules: { no_rule: false } });
// @ts-expect-error nor audits of single calls
ToolCallData.audit;

export const weights: Record<Finding["severity"], number> = { warning: 2, info: 1 };

// Every code is known by name; this fails to compile when one is added or lost.
export const findingCodes: Record<FindingCode, true> = {
  unknown_role: true,
  negative_number: true,
  duplicate_message_id: true,
  duplicate_tool_call_id: true,
  callback_without_call: true,
  unfinished_call: true,
  failed_without_result: true,
  legacy_tool_name: true,
  unknown_tool_name: true,
  invalid_input: true,
  cache_creation_not_included: true,
  cache_read_not_included: true,
};

// Types are aliases, so that a message is assignable to what has an index signature.
export const record: Record<string, unknown> = one;
export const issueRecord: Record<string, unknown> = {} as Issue;

// Sets of strings are values as well as types; a role completes to those that backends send, and stays open.
export const show: "Show" = CoreToolName.Show;
export const subAgent: CallbackType = CallbackType.SubAgent;
export const role: BackendMessage["role"] = "observer";
export const known: CoreToolName[] = Object.values(CoreToolName);
// @ts-expect-error there is no such tool
export const noTool: CoreToolName = "NoTool";
