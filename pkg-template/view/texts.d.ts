import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";

/**
 * The text to show of a message; `""` if there is none. Of the user it is what they wrote, without the reminder that plan
 * mode appends and, where an old client's prompt was stored as JSON, its text. Of all others it is `assistantResponse`,
 * then `userInput`: so the answer to a slash command is shown, and not the command.
 */
export declare function displayText(message: MessageTexts): string;

/** A message, as far as {@link displayText} looks at it. Without a role it is taken as the agent's. */
export type MessageTexts = Lenient<Partial<Pick<BackendMessage, "role" | "userInput" | "assistantResponse">>>;

/**
 * Whether a message has nothing to show: no text and no reasoning but white space, no tool calls and no callback results.
 * Messages with the role `tool` often are such shells.
 */
export declare function isEmpty(
  message: MessageTexts & Lenient<Pick<BackendMessage, "reasoning" | "toolCalls" | "callbackResults">>,
): boolean;

/** What the user wrote, and what they attached. */
export declare function promptOf(message: Lenient<Partial<Pick<BackendMessage, "userInput">>>): Prompt;

/** What a user sent, taken apart. */
export type Prompt = {
  /** The user's words. The addresses of attached files stay where they are in them. */
  text: string;
  /** Files of the session that the text names by their addresses, and the media of an old client's prompt. */
  attachments: Attachment[];
  /** Whether the prompt was sent in plan mode. */
  isPlanMode: boolean;
};

/** A file that belongs to a prompt: with the address it has on the backend, or, in old prompts, with its path there. */
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

/** How the block begins that the backend appends in plan mode, and how it ends. */
export declare const REMINDER: string;
export declare const END_OF_REMINDER: string;
