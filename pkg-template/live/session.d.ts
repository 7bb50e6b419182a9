import type { LiveEvent, LiveEventData } from "../pure/generated/events.js";
import type { BackendMessage } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { EventIssue } from "./check-event.js";
import type { CallPhase } from "../view/call.js";
import type { ToolInputError } from "../view/arguments.js";

export type { LiveEvent };

/**
 * A conversation while it goes on: the events of the stream endpoint become the very messages that the history will have.
 *
 * Nothing is sent by it: it shows what was sent, what comes, and what is stored.
 */
export declare function createLiveSession(options: LiveSessionOptions): LiveSession;

/** What a live session starts with. */
export type LiveSessionOptions = {
  /** The session whose events and messages these are. */
  sessionId: string;
  /** What is stored already. */
  history?: readonly Lenient<BackendMessage>[] | undefined;
  /**
   * Reads the stored history. It is called when a stream opens, after a run, and when something was missed; never twice at
   * once.
   */
  loadHistory?: (() => Promise<readonly Lenient<BackendMessage>[] | null>) | undefined;
  /**
   * Pieces of text are shown at most once in so many milliseconds: 50 by default. All else is shown at once. With `0` there
   * is a snapshot for every event.
   */
  interval?: number | undefined;
  /** Is told what was wrong with events, and what was missed. None of it ends the conversation. */
  onIssue?: ((issue: LiveIssue) => void) | undefined;
};

/** Every method can be called without the object that it is of. */
export type LiveSession = {
  /** Calls the listener at once, and with every new snapshot. Gives what ends that. */
  subscribe(listener: (snapshot: LiveSnapshot) => void): () => void;
  /** The conversation as it is shown now: the same object until there is something new. */
  getSnapshot(): LiveSnapshot;
  /** Takes an event: one of `readEvents`, or of the generated SDK's. */
  push(event: LiveEvent | AnyEvent): void;
  /**
   * Reads a stream, and opens it again when it ends, fails, or is silent for two minutes, until `disconnect` is called. A
   * connection that there was before ends.
   *
   * @param open sends the request; `attempt` counts from 1 since a stream was last open
   * @returns when the stream is open: only now should a prompt be sent. Rejects if the server refuses it for good
   */
  connect(open: (context: { signal: AbortSignal; attempt: number }) => Promise<Response>): Promise<void>;
  /** Takes the events of an `EventSource`, which opens its stream itself. Gives what ends that; the source stays open. */
  attach(source: EventSource): () => void;
  /** Shows a prompt that is being sent. It is sent by the caller, who tells the handle what comes of that. */
  send(text: string): PendingHandle;
  /** Takes the stored history as it is now. */
  reconcile(history: readonly Lenient<BackendMessage>[]): void;
  /** Reads the stored history. */
  refresh(): Promise<void>;
  /** Takes away a request that was answered. */
  answered(requestId: string): void;
  /** The user has stopped the run. */
  interrupt(): void;
  /** Shows at once what has come. */
  flush(): void;
  /** Ends the connection. What is shown stays. */
  disconnect(): void;
};

/** An event that was not checked yet. */
export type AnyEvent = { readonly event: string; readonly id?: string | undefined; readonly data: unknown };

/** The conversation at one moment. It does not change; what is the same in the next one is the same object there. */
export type LiveSnapshot = {
  readonly connection: "connecting" | "open" | "closed";
  /** Whether the agent is idle, was given a prompt, answers, or has failed. */
  readonly status: LiveStatus;
  /**
   * What the history has or will have, as far as events tell. The `id` of a message is `""` until it is known, which
   * takes long only with servers whose events do not tell it.
   */
  readonly messages: readonly BackendMessage[];
  /** Tool calls, those of sub-agents included, by their ids. */
  readonly calls: ReadonlyMap<string, LiveCall>;
  /** The messages of sub-agents, by the ids of the calls that started them. */
  readonly agents: ReadonlyMap<string, readonly AgentMessage[]>;
  /** What was sent and is not stored. */
  readonly pending: readonly PendingPrompt[];
  /** What the agent asks of the user. */
  readonly requests: readonly LiveRequest[];
  /** Why the run failed, or waits. */
  readonly error?: LiveError | undefined;
  /** Whether something was missed, so that the messages may differ from the history until it is read. */
  readonly stale: boolean;
  /** The messages, each with what else is known of it: what `rows` shows. */
  readonly entries: readonly LiveEntry[];
  /** The same for sub-agents, by the ids of the calls that started them. */
  readonly subagents: ReadonlyMap<string, LiveSubagent>;
};

/** Whether a conversation waits for a prompt, has sent one, receives the answer, or has failed. */
export type LiveStatus = "ready" | "submitted" | "streaming" | "error";

/** A message of a sub-agent. No event tells the session that it belongs to. */
export type AgentMessage = Omit<BackendMessage, "sessionId">;

/** A message, and what the history does not tell of it. */
export type LiveEntry<Message = BackendMessage> = {
  /** Stands for the message from its first piece on, also when its `id` becomes known. */
  readonly key: string;
  readonly status: "streaming" | "done" | "interrupted";
  /** Whether this is what the history has. */
  readonly isStored: boolean;
  readonly message: Message;
};

/** The conversation of a sub-agent. */
export type LiveSubagent = {
  readonly status: LiveStatus;
  readonly error: LiveError | undefined;
  readonly entries: readonly LiveEntry<AgentMessage>[];
};

/** A tool call, as events tell of it. */
export type LiveCall = {
  readonly id: string;
  /** As the agent wrote it; `""` while it is not known. */
  readonly name: string;
  readonly phase: CallPhase;
  /** The JSON text of the arguments, as far as it has come. */
  readonly inputText: string;
  /** The arguments, as far as they have come; parsed when somebody looks. `undefined` while nothing is known of them. */
  readonly input: unknown;
  /** Why the text is not JSON. */
  readonly inputError: ToolInputError | undefined;
  /** A sentence of the backend's about the running tool. It is not the result. */
  readonly progress: string | undefined;
  /** The message that the call belongs to. */
  readonly messageId: string | undefined;
  /** The call whose sub-agent makes this one. */
  readonly parentToolCallId: string | undefined;
};

/** A prompt that is being sent. */
export type PendingPrompt = {
  /** The key that its message will have. */
  readonly key: string;
  readonly text: string;
  readonly state: "pending" | "sent" | "failed";
  /** What `failed` was told. */
  readonly error?: unknown;
  /** The answer to a slash command, which is not stored. */
  readonly answer?: BackendMessage | undefined;
  /** The key of the message behind which it stays; without one it is the last. */
  readonly after?: string | undefined;
};

/** What the sender of a prompt tells. */
export type PendingHandle = {
  readonly key: string;
  /** The backend has taken it. */
  sent(): void;
  /** It could not be sent. */
  failed(error?: unknown): void;
  /** It was a slash command, and the backend has answered at once. */
  answered(answer: Lenient<BackendMessage>): void;
  /** Takes it from the screen. */
  remove(): void;
};

/** What the agent asks of the user. */
export type LiveRequest =
  | ({ readonly kind: "permission" } & Readonly<LiveEventData["permission"]>)
  | ({ readonly kind: "notification" } & Readonly<LiveEventData["notification"]>);

/** Why a run failed, or waits. */
export type LiveError = {
  readonly message: string;
  readonly type: string | undefined;
  /** As the backend tells it, in seconds or milliseconds. */
  readonly retryAfter: number | undefined;
  readonly attempt: number | undefined;
  readonly maxAttempts: number | undefined;
  readonly isRateLimit: boolean;
  /** Whether the backend does not try again. */
  readonly isFinal: boolean;
};

/** What was wrong with an event, or was missed. */
export type LiveIssue = EventIssue | ConversationIssue;

/** An event that does not fit the conversation so far. */
export type ConversationIssue = {
  code:
    | "other_session"
    | "missing_event"
    | "late_event"
    | "different_input"
    | "different_text"
    | "different_role"
    | "history_failed"
    | "connection_failed";
  message: string;
};
