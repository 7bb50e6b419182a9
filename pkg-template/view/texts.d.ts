import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";

/**
 * The text to show of a message; `""` if there is none. For the user it is what they wrote, without the reminder that plan
 * mode appends; if an old client's prompt was stored as JSON, it is the prompt's text. For all others it is
 * `assistantResponse`, or else `userInput`, so a slash command shows its answer and not the command.
 */
export declare function displayText(message: MessageTexts): string;

/** The fields of a message that {@link displayText} reads. Without a role it counts as the agent's. */
export type MessageTexts = Lenient<Partial<Pick<BackendMessage, "role" | "userInput" | "assistantResponse">>>;

/**
 * Whether a message has nothing to show: no text and no reasoning but white space, no tool calls and no callback results.
 * Messages with the role `tool` are often empty.
 */
export declare function isEmpty(
  message: MessageTexts & Lenient<Pick<BackendMessage, "reasoning" | "toolCalls" | "callbackResults">>,
): boolean;

/** What the user wrote, and what they attached. */
export declare function promptOf(message: Lenient<Partial<Pick<BackendMessage, "userInput">>>): Prompt;

/** What a user sent, taken apart. */
export type Prompt = {
  /** The user's words, including the addresses of attached files. */
  text: string;
  /** The session's files whose addresses the text contains, and the media of an old client's prompt. */
  attachments: Attachment[];
  /** Whether the prompt was sent in plan mode. */
  isPlanMode: boolean;
};

/** A file attached to a prompt, with its address on the backend or, in old prompts, its path there. */
export type Attachment =
  | { /** The file's name. */ name: string; /** Where it is. */ url: string; path?: undefined }
  | { /** The file's name. */ name: string; url?: undefined; /** Where it was, on the backend's disk. */ path: string };

/** A text without the reminder at its end that plan mode appends. */
export declare function withoutReminder(text: string): string;

/**
 * The answer to a slash command such as `/help`, if the message is one. Such answers come from
 * `POST /api/sessions/{id}/messages` and are in no history.
 */
export declare function commandAnswer(
  message: Lenient<Pick<BackendMessage, "id" | "role" | "userInput" | "assistantResponse">>,
): CommandAnswer | undefined;

/** The answer to a slash command, taken apart. */
export type CommandAnswer = {
  /** The command's name: `help`. */
  command: string;
  /** What the user typed: `/help`. */
  typed: string;
  /** The kind of answer: `message`, `error`, `help`, `sessions`, `mcp`, … */
  type: string;
  /** The text for the user; where the answer has none, it is the answer's JSON text. */
  text: string;
  /** The answer as parsed JSON, if it is an object with a `type`. */
  value: unknown;
};

/** The beginning and the end of the block that the backend appends in plan mode. */
export declare const REMINDER: string;
export declare const END_OF_REMINDER: string;
