import type { LiveEvent, LiveEventData } from "../pure/generated/events.js";
import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { EventIssue } from "./event-issue.js";
import type { CallPhase } from "../view/call.js";
import type { NoticeError } from "../view/row.js";
import type { ToolInputError } from "../view/arguments.js";

export type { LiveEvent };

/**
 * A live conversation: it turns the events of the stream endpoint into the very messages that the history will have.
 *
 * It sends nothing: it shows what was sent, what arrives, and what is stored.
 */
export declare function createLiveSession(options: LiveSessionOptions): LiveSession;

/** The options of a live session. */
export type LiveSessionOptions = {
  /** The session whose events and messages these are. */
  sessionId: string;
  /** The stored history, if it was already read. */
  history?: readonly Lenient<BackendMessage>[] | undefined;
  /**
   * Reads the stored history. It is called when a stream opens, after a run, and when something was missed; never twice at
   * once.
   */
  loadHistory?: (() => Promise<readonly Lenient<BackendMessage>[] | null>) | undefined;
  /**
   * The milliseconds between two snapshots of arriving text; 50 by default. Everything else is shown at once. With `0` there
   * is a snapshot for every event.
   */
  interval?: number | undefined;
  /** Called for invalid and missing events. None of these ends the conversation. */
  onIssue?: ((issue: LiveIssue) => void) | undefined;
};

/** Every method can be called without its object. */
export type LiveSession = {
  /** Calls the listener at once, and with every new snapshot. Returns a function that unsubscribes it. */
  subscribe(listener: (snapshot: LiveSnapshot) => void): () => void;
  /** The present state of the conversation: the same object until something changes. */
  getSnapshot(): LiveSnapshot;
  /** Takes an event from `readEvents`, or from the generated SDK. */
  push(event: LiveEvent | AnyEvent): void;
  /**
   * Reads a stream, and opens it again when it ends, fails, or is silent for two minutes, until `disconnect` is called. It
   * ends an earlier connection.
   *
   * @param open sends the request; `attempt` counts from 1 since a stream was last open
   * @returns when the stream is open: send prompts only then. Rejects if the server refuses the stream for good
   */
  connect(open: (context: { signal: AbortSignal; attempt: number }) => Promise<Response>): Promise<void>;
  /** Takes the events of an `EventSource`, which manages its stream itself. Returns a function that detaches it; the source stays open. */
  attach(source: EventSource): () => void;
  /** Shows a prompt that the caller is sending. The caller reports the outcome through the handle. */
  send(text: string): PendingHandle;
  /** Merges the present stored history into the conversation. */
  reconcile(history: readonly Lenient<BackendMessage>[]): void;
  /** Reads the stored history. */
  refresh(): Promise<void>;
  /** Removes a request that was answered. */
  answered(requestId: string): void;
  /** Says that the user stopped the run. */
  interrupt(): void;
  /** Shows everything that has arrived now. */
  flush(): void;
  /** Ends the connection. What is shown stays. */
  disconnect(): void;
};

/** An event that was not checked yet. */
export type AnyEvent = { readonly event: string; readonly id?: string | undefined; readonly data: unknown };

/** The conversation at one moment. It never changes; unchanged parts are the same objects in the next snapshot. */
export type LiveSnapshot = {
  readonly connection: "connecting" | "open" | "closed";
  /** Whether the agent is idle, was given a prompt, is answering, or has failed. */
  readonly status: LiveStatus;
  /**
   * The messages that the history has or will have, with the fields that events provide. The `id` of a message is `""` until
   * it is known, which takes long only with servers whose events do not have it.
   */
  readonly messages: readonly BackendMessage[];
  /** Tool calls, including those of sub-agents, by their ids. */
  readonly calls: ReadonlyMap<string, LiveCall>;
  /** The messages of sub-agents, by the ids of the calls that started them. */
  readonly agents: ReadonlyMap<string, readonly AgentMessage[]>;
  /** Prompts that were sent and are not stored yet. */
  readonly pending: readonly PendingPrompt[];
  /** Requests that the user should answer. */
  readonly requests: readonly LiveRequest[];
  /** Why the run failed or is waiting. */
  readonly error?: LiveError | undefined;
  /** Whether something was missed, so that the messages may differ from the history until it is read. */
  readonly stale: boolean;
  /** The messages, each with what else is known about it; `rows` shows these. */
  readonly entries: readonly LiveEntry[];
  /** The same for sub-agents, by the ids of the calls that started them. */
  readonly subagents: ReadonlyMap<string, LiveSubagent>;
};

/** Whether a conversation waits for a prompt, has sent one, is receiving the answer, or has failed. */
export type LiveStatus = "ready" | "submitted" | "streaming" | "error";

/** A message of a sub-agent. Events do not name its session. */
export type AgentMessage = Omit<BackendMessage, "sessionId">;

/** A message, and what the history does not say about it. */
export type LiveEntry<Message = BackendMessage> = {
  /** Identifies the message from its first piece on; it stays the same when its `id` becomes known. */
  readonly key: string;
  readonly status: "streaming" | "done" | "interrupted";
  /** Whether the history has this message. */
  readonly isStored: boolean;
  readonly message: Message;
};

/** The conversation of a sub-agent. */
export type LiveSubagent = {
  readonly status: LiveStatus;
  readonly error: LiveError | undefined;
  readonly entries: readonly LiveEntry<AgentMessage>[];
};

/** A tool call, as described by events. */
export type LiveCall = {
  readonly id: string;
  /** As the agent wrote it; `""` while it is unknown. */
  readonly name: string;
  readonly phase: CallPhase;
  /** The JSON text of the arguments so far. */
  readonly inputText: string;
  /** The arguments so far, parsed on access. `undefined` while nothing is known about them. */
  readonly input: unknown;
  /** Why the text is not JSON. */
  readonly inputError: ToolInputError | undefined;
  /** The backend's message about the running tool. It is not the result. */
  readonly progress: string | undefined;
  /** The message that the call belongs to. */
  readonly messageId: string | undefined;
  /** The call whose sub-agent made this one. */
  readonly parentToolCallId: string | undefined;
};

/** A prompt that is being sent. */
export type PendingPrompt = {
  /** The key that its message will have. */
  readonly key: string;
  readonly text: string;
  readonly state: "pending" | "sent" | "failed";
  /** The argument of `failed`. */
  readonly error?: unknown;
  /** The answer to a slash command, which is not stored. */
  readonly answer?: BackendMessage | undefined;
  /** The key of the message after which it stays; without one it is the last. */
  readonly after?: string | undefined;
};

/** Reports what became of a prompt. */
export type PendingHandle = {
  readonly key: string;
  /** The backend accepted it. */
  sent(): void;
  /** It could not be sent. */
  failed(error?: unknown): void;
  /** It was a slash command, which the backend answered at once. */
  answered(answer: Lenient<BackendMessage>): void;
  /** Removes it from the conversation. */
  remove(): void;
};

/** A request of the agent that the user should answer. */
export type LiveRequest =
  | ({ readonly kind: "permission" } & Readonly<LiveEventData["permission"]>)
  | ({ readonly kind: "notification" } & Readonly<LiveEventData["notification"]>);

/** Why a run failed, or waits. */
export type LiveError = NoticeError;

/** An invalid or a missing event. */
export type LiveIssue = EventIssue | ConversationIssue;

/** An event that does not fit the conversation so far, or a failure of the history or the connection. */
export type ConversationIssue = {
  /**
   * What kind of thing is wrong; stable. An event belongs to another session (`other_session`), comes after the end of what it
   * is about (`late_event`), shows that an earlier one was missed (`missing_event`), or contradicts earlier ones
   * (`different_input`, `different_text`, `different_role`); `loadHistory` failed (`history_failed`); or the stream failed
   * (`connection_failed`), and is opened again unless the server refuses it.
   */
  code:
    | "other_session"
    | "missing_event"
    | "late_event"
    | "different_input"
    | "different_text"
    | "different_role"
    | "history_failed"
    | "connection_failed";
  /** What is wrong, for people. */
  message: string;
};
