// The rows of a chat, and what a live session gives to make them of.

import type { BackendMessage, CallbackResultData } from "../pure/generated/records.js";
import type { DescribedCall, LiveCallLike } from "./call.js";
import type { Attachment, CommandAnswer } from "./texts.js";

/** Discriminated by `kind`. */
export type Row = UserRow | AssistantRow | NoticeRow;

/** What the user wrote. */
export type UserRow = {
  kind: "user";
  /** Stays the same from sending on. For a message from the history it is the `id`. */
  key: string;
  /** Absent until the message is stored. */
  id: string | undefined;
  /** The user's words, without the reminder that plan mode appends. */
  text: string;
  attachments: readonly Attachment[];
  isPlanMode: boolean;
  /** Whether it is being sent, was accepted by the backend, or could not be sent. */
  state: "pending" | "sent" | "failed";
  /** Why it could not be sent. */
  error: unknown;
};

/** A turn of the agent. */
export type AssistantRow = {
  kind: "assistant";
  /** Stays the same from the first piece on. For a message from the history it is the `id`. */
  key: string;
  /** Absent until it is known. */
  id: string | undefined;
  status: "streaming" | "done" | "interrupted";
  reasoning: string;
  text: string;
  calls: readonly CallRow[];
  /** The answer to a slash command, if that is what the row shows. */
  command: CommandAnswer | undefined;
  /** The message that the row shows, with the model, tokens and cost. */
  message: BackendMessage | Omit<BackendMessage, "sessionId">;
};

/** A tool call, with the results of its callbacks, even those stored in other messages. */
export type CallRow = DescribedCall & {
  /** The sub-agents that work for the call, if a live session knows them. */
  agent: AgentRows | undefined;
};

/** The rows of a sub-agent's conversation, and its status. */
export type AgentRows = {
  status: "ready" | "submitted" | "streaming" | "error";
  error: NoticeError | undefined;
  rows: readonly Row[];
};

/** Anything that neither the user nor the agent said: an error, a message with another role, callbacks of an unknown call. */
export type NoticeRow = {
  kind: "notice";
  key: string;
  id: string | undefined;
  level: "info" | "warning" | "error";
  text: string;
  callbacks: readonly CallbackResultData[];
  /** Why the run failed or is waiting. */
  error: NoticeError | undefined;
};

/** Why a run failed or is waiting: the `error` of a live session's snapshot. */
export type NoticeError = {
  readonly message: string;
  readonly type: string | undefined;
  /** As the backend sends it, in seconds or milliseconds. */
  readonly retryAfter: number | undefined;
  readonly attempt: number | undefined;
  readonly maxAttempts: number | undefined;
  readonly isRateLimit: boolean;
  /** Whether the backend does not try again. */
  readonly isFinal: boolean;
};

/** The fields of a live session's snapshot that `rows` reads. */
export type RowSource = {
  readonly status: AgentRows["status"];
  readonly entries: readonly RowEntry[];
  readonly calls: ReadonlyMap<string, LiveCallOfRow>;
  readonly subagents: ReadonlyMap<string, { readonly status: AgentRows["status"]; readonly error: NoticeError | undefined; readonly entries: readonly RowEntry[] }>;
  readonly pending: readonly PendingOfRow[];
  readonly error?: NoticeError | undefined;
};

/** A message of a live conversation, as `rows` takes it. */
export type RowEntry = {
  readonly key: string;
  readonly status: AssistantRow["status"];
  readonly isStored: boolean;
  readonly message: AssistantRow["message"];
};

/** What a live conversation knows about a running call. */
export type LiveCallOfRow = LiveCallLike;

/** A prompt that the history does not have yet. */
export type PendingOfRow = {
  readonly key: string;
  readonly text: string;
  readonly state: UserRow["state"];
  readonly error?: unknown;
  readonly answer?: BackendMessage | undefined;
  readonly after?: string | undefined;
};
