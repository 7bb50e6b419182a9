import type { BackendMessage, ToolCallData } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { TodoItem } from "../pure/generated/tools.js";

/**
 * The agent's to-do list: that of the last `TodoWrite` call whose list is not empty. Each call has the whole list.
 */
export declare function todos(messages: readonly ToolCallHolder[]): readonly TodoItem[];

/** The agent's last plan, in Markdown. */
export declare function plan(messages: readonly ToolCallHolder[]): string | undefined;

/** The fields of a message that {@link todos} and {@link plan} read. */
export type ToolCallHolder = Lenient<{ toolCalls?: Pick<ToolCallData, "finished" | "input" | "isError" | "name">[] }>;
