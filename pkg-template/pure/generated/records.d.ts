/**
 * One exchange with an AI agent, as its backend stores and sends it: what went in, what the assistant answered,
 * the tools it called, and what that cost.
 */
export type BackendMessage = {
    /**
     * What the assistant answered, as text. Absent while there is no answer;
     * for roles other than `user` it repeats `userInput`.
     */
    assistantResponse?: string;
    /**
     * Tokens written to the provider's prompt cache. Absent when none were.
     */
    cacheCreationTokens?: number;
    /**
     * Tokens read from the provider's prompt cache. Absent when none were.
     */
    cacheReadTokens?: number;
    /**
     * What callbacks set off by tool calls returned, in order. Absent when none ran.
     */
    callbackResults?: CallbackResultData[];
    /**
     * Price of this message in US dollars. Absent when it is unknown or zero.
     */
    cost?: number;
    /**
     * Identifies the message: a UUID, or `cmd-` and a name for the answer to a slash command.
     */
    id: string;
    /**
     * Tokens of input that this message used, those written to the prompt cache included
     * (some providers leave these out). Absent when not counted.
     */
    inputTokens?: number;
    /**
     * The model that answered, by the provider's name, such as `claude-sonnet-4`. Absent when none did.
     */
    model?: string;
    /**
     * Tokens of output that were generated for this message, those read from the cache included.
     * Absent when not counted.
     */
    outputTokens?: number;
    /**
     * The reasoning that led to the answer, as text. Absent when the model gave none.
     */
    reasoning?: string;
    /**
     * How long the reasoning took: documented in milliseconds, computed in seconds.
     * Absent when the model did not reason.
     */
    reasoningDuration?: number;
    /**
     * Whose turn it is: `user`, `assistant` or `tool`; other roles are kept as they are.
     */
    role: Role;
    /**
     * Identifies the session the message belongs to; empty for the answer to a slash command.
     */
    sessionId: string;
    /**
     * The tools the assistant called, in order. Absent when it called none.
     */
    toolCalls?: ToolCallData[];
    /**
     * The text that went in. It holds the text of every role, not only of the user.
     */
    userInput: string;
};

/**
 * One call of a tool by the assistant, with what the tool returned.
 */
export type ToolCallData = {
    /**
     * Whether the arguments are complete. The tool may still be running.
     */
    finished: boolean;
    /**
     * Identifies the call; a callback result names it as its `toolCallId`.
     */
    id: string;
    /**
     * The tool's arguments: JSON text inside a string. May be empty, and is cut short until the call is `finished`.
     */
    input: string;
    /**
     * Whether the call ended in an error. Absent when it did not.
     */
    isError?: boolean;
    /**
     * Which tool was called: a core tool, or one of an MCP server, named `{serverName}_{toolName}`.
     */
    name: ToolName;
    /**
     * What the tool returned, as text. Absent when it returned nothing, or nothing yet.
     */
    result?: string;
    /**
     * Addresses of screenshots taken while the tool ran. Absent when there are none.
     */
    screenshotUrls?: string[];
    /**
     * The kind of tool call; may be empty.
     */
    type: string;
};

/**
 * What a callback returned: a script, a sub-agent or a message that a tool call set off.
 */
export type CallbackResultData = {
    /**
     * The callback's name, for people. Absent when it has none.
     */
    callbackName?: string;
    /**
     * What kind of callback ran.
     */
    callbackType: CallbackType;
    /**
     * Why the callback failed. Absent when it did not.
     */
    error?: string;
    /**
     * Whether the result is kept out of the agent's context. Absent when it is not.
     */
    excludeFromContext?: boolean;
    /**
     * Exit status of the script, for a `bash_script`. Absent when zero and for the other kinds.
     */
    exitCode?: number;
    /**
     * What the script wrote to standard error, cut near 30,000 bytes, for a `bash_script`. Absent when nothing.
     */
    stderr?: string;
    /**
     * What the script wrote to standard output, cut near 30,000 bytes, for a `bash_script`. Absent when nothing.
     */
    stdout?: string;
    /**
     * The session of the sub-agent that was started, for a `sub_agent`.
     */
    subagentId?: string;
    /**
     * What the sub-agent returned, for a `sub_agent`.
     */
    subagentResult?: string;
    /**
     * Whether the callback ran without failure.
     */
    success: boolean;
    /**
     * The `id` of the tool call that set the callback off.
     */
    toolCallId: string;
    /**
     * The `name` of the tool that was called.
     */
    toolName: string;
};

/**
 * Who a message is from: the roles that exist today, and any other.
 */
export type Role = "user" | "assistant" | "tool" | (string & {});

/**
 * The kinds of callback.
 */
export type CallbackType = "bash_script" | "sub_agent" | "send_message";

/**
 * The tools that every agent of the backend has, by their current names.
 */
export type CoreToolName = "Bash" | "ReadText" | "Glob" | "ReadMedia" | "Grep" | "Write" | "Edit" | "Search" | "TodoWrite" | "ExitPlanMode" | "Show" | "Task";

/**
 * The name of a tool: a core one, or any other (an MCP tool, an older name, one still to come).
 */
export type ToolName = CoreToolName | (string & {});
