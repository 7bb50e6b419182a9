/**
 * What a chat's user interface shows of messages. Bundlers leave out the functions that are not used. No wasm.
 *
 * @module backend-message/view
 */

import type { ToolName } from "../pure/generated/records.js";

export type * from "../pure/generated/tools.js";
export { argumentsOf, toolInput } from "../view/arguments.js";
export type { ArgumentsOf, Misfit, NamedArguments, OtherToolName, ToolInput, ToolInputError } from "../view/arguments.js";
export { callbacksOf, callPhase, describeCall, isMcpName, mcpNameOf, resultOf, toolStatus } from "../view/call.js";
export type { Call, CallbackHolder, CallHolder, CallPhase, DescribedCall, LiveCallLike, ToolStatus } from "../view/call.js";
export { media } from "../view/media.js";
export type { Medium } from "../view/media.js";
export { plan, todos } from "../view/planning.js";
export type { ToolCallHolder } from "../view/planning.js";
export type { PartialJsonError } from "../view/partial-json.js";
export { rows } from "../view/rows.js";
export type { AgentRows, AssistantRow, CallRow, NoticeError, NoticeRow, Row, RowEntry, RowSource, UserRow, LiveCallOfRow, PendingOfRow } from "../view/row.js";
export { commandAnswer, displayText, isEmpty, promptOf, withoutReminder } from "../view/texts.js";
export type { Attachment, CommandAnswer, MessageTexts, Prompt } from "../view/texts.js";

/** The tool's current name where it is an older one (`bash` for `Bash`, `ShowMedia` for `Show`), else the name itself. */
export declare function canonicalToolName(name: ToolName): ToolName;
