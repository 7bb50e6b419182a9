// The tables of the SDKs' pages, written out by hand: each type of the package is assignable to its table and back.

import type {
  BackendMessage,
  CallbackResultData,
  CallbackType,
  CoreToolName,
  ToolCallData,
  ToolName,
} from "backend-message";

type BackendMessageTable = {
  assistantResponse?: string;
  cacheCreationTokens?: number;
  cacheReadTokens?: number;
  callbackResults?: CallbackResultDataTable[];
  cost?: number;
  id: string;
  inputTokens?: number;
  model?: string;
  outputTokens?: number;
  reasoning?: string;
  reasoningDuration?: number;
  role: string;
  sessionId: string;
  toolCalls?: ToolCallDataTable[];
  userInput: string;
};

type ToolCallDataTable = {
  finished: boolean;
  id: string;
  input: string;
  isError?: boolean;
  name: ToolNameTable;
  result?: string;
  screenshotUrls?: string[];
  type: string;
};

type CallbackResultDataTable = {
  callbackName?: string;
  callbackType: CallbackTypeTable;
  error?: string;
  excludeFromContext?: boolean;
  exitCode?: number;
  stderr?: string;
  stdout?: string;
  subagentId?: string;
  subagentResult?: string;
  success: boolean;
  toolCallId: string;
  toolName: string;
};

type CallbackTypeTable = "bash_script" | "sub_agent" | "send_message";

type CoreToolNameTable =
  | "Bash"
  | "ReadText"
  | "Glob"
  | "ReadMedia"
  | "Grep"
  | "Write"
  | "Edit"
  | "Search"
  | "TodoWrite"
  | "ExitPlanMode"
  | "Show"
  | "Task";

type ToolNameTable = CoreToolNameTable | (string & {});

type Assignable<From, To> = [From] extends [To] ? true : false;

/**
 * Each assignable to the other. An optional property may be missing on either side of an assignment,
 * so the keys are compared too, and the properties once more as if all were required.
 */
type Same<A, B> =
  | Assignable<A, B>
  | Assignable<B, A>
  | Assignable<keyof A, keyof B>
  | Assignable<keyof B, keyof A>
  | Assignable<Required<A>, Required<B>>
  | Assignable<Required<B>, Required<A>>;

const holds = <T extends true>(): T | undefined => undefined;

holds<Same<BackendMessage, BackendMessageTable>>();
holds<Same<ToolCallData, ToolCallDataTable>>();
holds<Same<CallbackResultData, CallbackResultDataTable>>();
holds<Same<CallbackType, CallbackTypeTable>>();
holds<Same<CoreToolName, CoreToolNameTable>>();
holds<Same<ToolName, ToolNameTable>>();

// That the comparison itself can fail: a missing field, a null, another type.
// @ts-expect-error
holds<Same<BackendMessage, Omit<BackendMessageTable, "cost">>>();
// @ts-expect-error
holds<Same<BackendMessage, Omit<BackendMessageTable, "cost"> & { cost?: number | null }>>();
// @ts-expect-error
holds<Same<BackendMessage, Omit<BackendMessageTable, "cost"> & { cost?: string }>>();
// @ts-expect-error
holds<Same<BackendMessage, Omit<BackendMessageTable, "cost"> & { cost: number }>>();
