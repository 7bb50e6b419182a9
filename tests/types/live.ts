// Events of the stream, and the conversation that they make.

import type { BackendMessage } from "backend-message";
import { createLiveSession, readEvents, ResponseError, rows } from "backend-message/live";
import type { EventIssue, LiveEvent, LiveSession, LiveSnapshot, Row } from "backend-message/live";

declare const response: Response;
declare const history: readonly BackendMessage[];

export async function texts(): Promise<string[]> {
  const found: string[] = [];
  const onIssue = ({ code, pointer, event }: EventIssue) => found.push(code, pointer, event ?? "");
  for await (const event of readEvents(response, { onIssue, signal: AbortSignal.timeout(1000) })) {
    if (event.event === "content") found.push(event.data.content);
    // @ts-expect-error only some events have it
    event.data.content;
  }
  return found;
}

// The name tells what the data is.
const event: LiveEvent = { event: "tool_use_start", data: { id: "c", name: "Bash" } };
// @ts-expect-error it has no name
const nameless: LiveEvent = { event: "tool_use_start", data: { id: "c" } };
void nameless;

const session: LiveSession = createLiveSession({ sessionId: "s", history });
session.push(event);
// An event of another client, which was not checked.
session.push({ event: "anything", data: JSON.parse("{}") });

const { subscribe, getSnapshot, disconnect } = session;
const end: () => void = subscribe((snapshot: LiveSnapshot) => void snapshot.messages);
export const shown: readonly Row[] = rows(getSnapshot());
export const stored: readonly Row[] = rows(history);
void [end, disconnect];

for (const row of shown) {
  if (row.kind === "assistant") row.calls.map((call) => call.headline);
  // @ts-expect-error only the agent makes calls
  else row.calls;
}

// @ts-expect-error a snapshot is not changed
getSnapshot().stale = true;

export function statusOf(error: unknown): number | undefined {
  return error instanceof ResponseError ? error.status : undefined;
}
