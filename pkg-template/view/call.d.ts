import type { BackendMessage, CallbackResultData, ToolCallData, ToolName } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { Misfit, NamedArguments, ToolInputError } from "./arguments.js";

/**
 * Describes what to show of a tool call.
 *
 * @param options.live the call in a live conversation, until the stored history has it
 * @param options.messages the session's messages, or the call's own message and those that follow
 */
export declare function describeCall(
  call: Call,
  options?: { live?: LiveCallLike | undefined; messages?: readonly CallHolder[] | undefined },
): DescribedCall;

/** What to show of a tool call. Its `name` discriminates the type of its arguments. */
export type DescribedCall = NamedArguments & {
  /** Identifies the call. */
  id: string;
  /** Whether the name has the form that tools of MCP servers have. */
  isMcp: boolean;
  /** How far the call has come. */
  phase: CallPhase;
  /** Arguments that do not match the tool's declaration. */
  misfits: readonly Misfit[];
  /** Why the arguments are not JSON. Those before the error are still there. */
  inputError: ToolInputError | undefined;
  /** The call in one line; `""` while nothing is known about it. */
  headline: string;
  /** The backend's message about the running tool, for people. */
  progress: string | undefined;
  /** What the tool returned. */
  result: string | undefined;
  /** Whether a result may still come: from the tool, or with the stored history. */
  isResultPending: boolean;
  /** Whether the user did not permit the call. */
  isRefused: boolean;
  /** The exit status of a shell's command or a script. */
  exitCode: number | undefined;
  /** What failed, although the call did not end in an error: an exit status, a file that could not be read, a step. */
  failure: string | undefined;
  /** Addresses of the screenshots that the tool took. */
  screenshots: readonly string[];
  /** The results of the callbacks that the call set off. */
  callbacks: readonly CallbackResultData[];
};

/**
 * The phase of a tool call: its arguments are arriving (`input`) or complete (`ready`), it is `running`, it has run
 * (`done`), it ended in an error or the user did not permit it (`failed`), or it was stopped before its end (`interrupted`).
 */
export type CallPhase = "input" | "ready" | "running" | "done" | "failed" | "interrupted";

/**
 * The phase of a call in a history. Empty results are not stored, so later messages count as well: without `messages`, a
 * complete call without a result is `running`.
 *
 * @param messages the session's messages, or those that follow the call's own
 */
export declare function callPhase(call: Call, messages?: readonly CallHolder[]): CallPhase;

/** The status of a tool call in a history: its arguments are incomplete, it is running, or it has ended. */
export type ToolStatus = "pending" | "running" | "done" | "failed";

/**
 * Like {@link callPhase}, with four values: a call that was stopped before its end is `"failed"`, too.
 *
 * @param messages the session's messages, or those that follow the call's own
 */
export declare function toolStatus(call: Call, messages?: readonly CallHolder[]): ToolStatus;

/** Whether it is known how a call has ended. */
export declare function hasResult(call: Pick<Call, "result" | "isError">): boolean;

/** Whether a name has the form of an MCP server's tool, `{server}_{tool}`, and is not the name of a known one. */
export declare function isMcpName(name: ToolName): boolean;

/**
 * The two parts of an MCP tool's name. Both may contain underscores, so splitting the name takes the names of the servers;
 * `undefined` if none of them matches.
 */
export declare function mcpNameOf(name: ToolName, servers: readonly string[]): { server: string; tool: string } | undefined;

/**
 * What a tool call returned: its own `result`; or the result of the same call (by its `id`) in another message; or the first
 * text that one of its callbacks returned, wrote or failed with. `undefined` if there is none.
 *
 * @param messages the session's, or those that follow the call's own
 */
export declare function resultOf(call: Pick<Call, "id" | "result" | "isError">, messages: readonly CallHolder[]): string | undefined;

/**
 * The results of the callbacks that a tool call set off, in order.
 *
 * @param messages the message that has them, or all of a session: messages of the role `tool` have some, too
 */
export declare function callbacksOf(
  call: Pick<ToolCallData, "id">,
  messages: CallbackHolder | readonly CallbackHolder[],
): CallbackResultData[];

/** The fields of a tool call that these functions read. */
export type Call = Lenient<Pick<ToolCallData, "finished" | "id" | "input" | "isError" | "name" | "result" | "screenshotUrls">>;

/** The fields of a message that {@link callPhase} reads. */
export type CallHolder = Lenient<Partial<Pick<BackendMessage, "callbackResults" | "sessionId" | "toolCalls">>>;

/** The fields of a message that {@link callbacksOf} reads. */
export type CallbackHolder = Lenient<Pick<BackendMessage, "callbackResults">>;

/** The fields of a live call that {@link describeCall} reads. */
export type LiveCallLike = {
  readonly phase: CallPhase;
  /** The value of the arguments so far. */
  readonly input: unknown;
  readonly inputError?: ToolInputError | undefined;
  readonly progress?: string | undefined;
};
