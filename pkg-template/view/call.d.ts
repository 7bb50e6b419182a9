import type { BackendMessage, CallbackResultData, ToolCallData, ToolName } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { Misfit, NamedArguments, ToolInputError } from "./arguments.js";

/**
 * What there is to show of a tool call.
 *
 * @param options.live the call in a live conversation, as long as the stored history does not have it
 * @param options.messages the session's messages, or the one that holds the call and those that follow
 */
export declare function describeCall(
  call: Call,
  options?: { live?: LiveCallLike | undefined; messages?: readonly CallHolder[] | undefined },
): DescribedCall;

/** What there is to show of a tool call. Its `name` tells which arguments it has. */
export type DescribedCall = NamedArguments & {
  /** Identifies the call. */
  id: string;
  /** Whether the name has the form that tools of MCP servers have. */
  isMcp: boolean;
  /** How far the call has come. */
  phase: CallPhase;
  /** What was given, but is not as the tool declares it. */
  misfits: readonly Misfit[];
  /** Why the arguments are not JSON. Those that come before are given nevertheless. */
  inputError: ToolInputError | undefined;
  /** What the call is about, in one line; `""` while nothing is known of it. */
  headline: string;
  /** A sentence of the backend's about the running tool, for people. */
  progress: string | undefined;
  /** What the tool returned. */
  result: string | undefined;
  /** Whether a result may still come: from the tool, or with the stored history. */
  isResultPending: boolean;
  /** Whether the user did not permit the call. */
  isRefused: boolean;
  /** The exit status of a shell's command or a script. */
  exitCode: number | undefined;
  /** What failed although the call did not end in an error: an exit status, a file that could not be read, a step. */
  failure: string | undefined;
  /** Addresses of the screenshots that the tool took. */
  screenshots: readonly string[];
  /** The results of the callbacks that the call set off. */
  callbacks: readonly CallbackResultData[];
};

/**
 * How far a tool call has come: its arguments arrive (`input`), they are complete (`ready`), it runs, it has run (`done`),
 * it ended in an error or the user did not permit it (`failed`), or it was stopped before its end (`interrupted`).
 */
export type CallPhase = "input" | "ready" | "running" | "done" | "failed" | "interrupted";

/**
 * How far a call in a history has come. An empty result is not stored, so what follows the call counts as well: without
 * `messages`, a call that is complete and has no result is `running`.
 *
 * @param messages the session's messages, or those that follow the call's own
 */
export declare function callPhase(call: Call, messages?: readonly CallHolder[]): CallPhase;

/** How far a tool call has come, in the words of a history: its arguments are not complete, it runs, or it has ended. */
export type ToolStatus = "pending" | "running" | "done" | "failed";

/**
 * As {@link callPhase}, in four words: `"failed"` is also what was stopped before its end.
 *
 * @param messages the session's messages, or those that follow the call's own
 */
export declare function toolStatus(call: Call, messages?: readonly CallHolder[]): ToolStatus;

/** Whether it is known how a call has ended. */
export declare function hasResult(call: Pick<Call, "result" | "isError">): boolean;

/** Whether a name has the form of an MCP server's tool, `{server}_{tool}`, and is not the name of a known one. */
export declare function isMcpName(name: ToolName): boolean;

/**
 * The two parts of an MCP tool's name. Both may hold underscores themselves, so only the names of the servers tell them
 * apart; `undefined` if none of them fits.
 */
export declare function mcpNameOf(name: ToolName, servers: readonly string[]): { server: string; tool: string } | undefined;

/**
 * What a tool call returned: its own `result`; or the result of the same call (by its `id`) in another message; or what
 * the first of its callbacks returned, or wrote, or failed with, that has something to say. `undefined` if there is
 * nothing anywhere.
 *
 * @param messages the session's, or those that follow the call's own
 */
export declare function resultOf(call: Pick<Call, "id" | "result" | "isError">, messages: readonly CallHolder[]): string | undefined;

/**
 * The results of the callbacks that a tool call set off, in order.
 *
 * @param messages the message that holds them, or all of a session: messages of the role `tool` carry them, too
 */
export declare function callbacksOf(
  call: Pick<ToolCallData, "id">,
  messages: CallbackHolder | readonly CallbackHolder[],
): CallbackResultData[];

/** A tool call, as far as these functions look at it. */
export type Call = Lenient<Pick<ToolCallData, "finished" | "id" | "input" | "isError" | "name" | "result" | "screenshotUrls">>;

/** A message, as far as {@link callPhase} looks at it. */
export type CallHolder = Lenient<Partial<Pick<BackendMessage, "callbackResults" | "sessionId" | "toolCalls">>>;

/** A message, as far as {@link callbacksOf} looks at it. */
export type CallbackHolder = Lenient<Pick<BackendMessage, "callbackResults">>;

/** A call of a live conversation, as far as {@link describeCall} looks at it. */
export type LiveCallLike = {
  readonly phase: CallPhase;
  /** The value of the arguments so far. */
  readonly input: unknown;
  readonly inputError?: ToolInputError | undefined;
  readonly progress?: string | undefined;
};
