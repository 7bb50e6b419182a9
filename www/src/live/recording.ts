// A recorded event stream: its events in order with their issues, and the frames that were skipped.

import { type EventIssue, type LiveEvent, readEvents } from "backend-message/live";

/** A frame of the stream. Readers skip a frame that is not an event; here it has the reason. */
export interface Frame {
  event?: LiveEvent;
  name: string;
  text: string;
  issues: EventIssue[];
}

export interface Recording {
  name: string;
  frames: Frame[];
  sessionId: string;
  /** Whether only the first events are in it. */
  isCut: boolean;
  /** The stored history, if the recording has it. */
  history?: string;
}

/** More are not played. */
const MOST = 20_000;

export async function record(name: string, source: Blob, history?: string): Promise<Recording> {
  const frames: Frame[] = [];
  let issues: EventIssue[] = [];
  let isCut = false;
  const passOver = () => {
    for (const issue of issues) frames.push({ name: issue.event ?? "(no name)", text: issue.message, issues: [issue] });
    issues = [];
  };
  for await (const event of readEvents(source, { onIssue: (issue) => issues.push(issue) })) {
    const own = issues.filter(({ id }) => id !== undefined && id === event.id);
    issues = issues.filter((issue) => !own.includes(issue));
    passOver();
    frames.push({ event, name: event.event, text: JSON.stringify(event.data), issues: own });
    if (frames.length >= MOST) {
      isCut = true;
      break;
    }
  }
  passOver();
  const connected = frames.find(({ event }) => event?.event === "connected")?.event;
  const sessionId = connected?.event === "connected" ? (connected.data.sessionId ?? "session") : "session";
  return { name, frames, sessionId, isCut, ...(history === undefined ? {} : { history }) };
}
