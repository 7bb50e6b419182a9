// The live panel: plays a recorded event stream and shows its conversation as it arrives.

import { rows } from "backend-message/view";
import { useEffect, useMemo, useRef } from "preact/hooks";

import { count, several } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { InCode } from "../ui/in-code.tsx";
import { Inline } from "../ui/text.tsx";
import { VirtualList } from "../ui/virtual-list.tsx";
import type { Change } from "./changes.ts";
import { isOver, isPlaying, pause, play, position, reconcile, reconciled, recording, seek, setSpeed, snapshot, speed, step } from "./player.ts";
import type { Frame } from "./recording.ts";
import { Rows } from "./rows.tsx";

const HEIGHT = 30;
const SPEEDS = [[10, "Slow"], [40, "Normal"], [200, "Fast"]] as const;

export function LivePlayer() {
  const { frames = [], name = "", history, isCut } = recording.value ?? {};
  const shown = snapshot.value;
  const heights = useMemo(() => new Float64Array(frames.length).fill(HEIGHT), [frames]);
  const target = useMemo(() => (position.value === 0 ? undefined : { item: position.value - 1 }), [position.value]);
  const column = useRef<HTMLDivElement>(null);
  // While it plays, the end stays in view.
  useEffect(() => {
    if (isPlaying.value) column.current?.scrollTo(0, column.current.scrollHeight);
  }, [shown]);
  if (shown === undefined) return null;
  const wrong = frames.filter(({ issues }) => issues.length > 0).length;
  return (
    <>
      <div class="player" role="group" aria-label="Playing">
        <button type="button" class="primary" onClick={isPlaying.value ? pause : play}>
          <Icon name={isPlaying.value ? "stop" : "play"} />
          {isPlaying.value ? "Pause" : isOver.value ? "Play again" : "Play"}
        </button>
        <button type="button" class="secondary" disabled={isOver.value} onClick={() => (pause(), step())}>
          Step
        </button>
        <select aria-label="Speed" value={speed.value} onChange={(event) => setSpeed(Number(event.currentTarget.value))}>
          {SPEEDS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <input type="range" aria-label="Event" min={0} max={frames.length} value={position.value} onInput={(event) => (pause(), seek(Number(event.currentTarget.value)))} />
        <span class="number player-place">
          {count(position.value)} of {several(frames.length, "event")}
        </span>
        {history !== undefined && (
          <button type="button" class="secondary" disabled={reconciled.value !== undefined} onClick={reconcile}>
            Read the history
          </button>
        )}
      </div>
      <p class="player-status" role="status">
        <strong>{shown.status}</strong>
        <span>{several(shown.messages.length, "message")}</span>
        {wrong > 0 && <span class="player-wrong">{several(wrong, "event")} with issues</span>}
        {shown.stale && <span>something was missed; the history will tell</span>}
        {isCut && <span>only the first {several(frames.length, "event")}</span>}
        <span class="muted">
          <Inline text={name} most={60} />
        </span>
      </p>
      {reconciled.value !== undefined && <Reconciled changes={reconciled.value} />}
      <div class="live-columns">
        <div class="live-rows" ref={column} tabIndex={0} role="region" aria-label="Conversation so far">
          {shown.requests.map((request) => (
            <p key={request.id} class="live-request">
              <Icon name="info" />
              <Inline text={requestText(request)} most={200} />
            </p>
          ))}
          <Rows rows={rows(shown)} />
        </div>
        <VirtualList
          label="Events"
          class="live-events"
          role="list"
          heights={heights}
          identity={frames}
          target={target}
          item={(item) => <Event frame={frames[item]} isPast={item < position.value} number={item + 1} />}
        />
      </div>
      <InCode code={"const session = createLiveSession({ sessionId, loadHistory }); session.connect(openStream); session.subscribe(show);"} />
    </>
  );
}

const requestText = (request: object) => {
  const { description, title, message } = request as Record<string, unknown>;
  return `Asks: ${[description, title, message].find((text) => typeof text === "string") ?? "for an answer"}`;
};

function Event({ frame, isPast, number }: { frame: Frame | undefined; isPast: boolean; number: number }) {
  if (frame === undefined) return null;
  const [issue] = frame.issues;
  return (
    <div class="live-event" data-past={isPast} data-wrong={issue !== undefined} title={frame.text.slice(0, 500)}>
      <span class="number">{number}</span>
      <span class="live-event-name">
        <Inline text={frame.name} most={50} />
      </span>
      <span class="live-event-data">
        <Inline text={issue === undefined ? frame.text : `${issue.code}: ${issue.message}`} most={160} />
      </span>
    </div>
  );
}

/** What the history repaired, and what it added that events do not have. */
const Reconciled = ({ changes }: { changes: Change[] }) => (
  <details class="reconciled" open>
    <summary>
      <Icon name="chevron" />
      {changes.length === 0 ? "The history changed nothing" : `The history changed ${several(changes.length, "message")}`}
    </summary>
    <ul>
      {changes.map(({ kind, role, id, fields }) => (
        <li key={id}>
          {kind} <strong>{role}</strong> <Inline text={id} most={60} />
          {fields.length > 0 && `: ${fields.join(", ")}`}
        </li>
      ))}
    </ul>
  </details>
);
