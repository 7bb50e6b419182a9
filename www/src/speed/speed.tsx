// How fast the visitor's own history is read, compared with the alternatives.

import { signal } from "@preact/signals";

import { ask } from "../reader/reader.ts";
import { generation, hasMessages, verdict } from "../session.ts";
import { count, duration, rate, several, size } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { InCode } from "../ui/in-code.tsx";
import { startWorker } from "../workers.ts";
import type { Contender, Dialect, News, Task, Time } from "./protocol.ts";
import url from "./speed.worker.ts?worker&url";

/** How many bytes of a long history are measured. */
const MOST = 1 << 25;

/** A text this short is read before the clocks of browsers have ticked. */
const SHORT = 100_000;

interface Run {
  state: "running" | "done" | "failed" | "stopped";
  messages: number;
  bytes: number;
  dialect: Dialect;
  round: number;
  rounds: number;
  times: Time[];
  message: string;
}

const run = signal<Run | undefined>(undefined);
let worker: Worker | undefined;

generation.subscribe(() => {
  stop();
  run.value = undefined;
});

function stop() {
  worker?.terminate();
  worker = undefined;
  if (run.value?.state === "running") run.value = { ...run.value, state: "stopped" };
}

async function start() {
  stop();
  const asked = generation.value;
  run.value = { state: "running", messages: 0, bytes: 0, dialect: "wire", round: 0, rounds: 1, times: [], message: "" };
  const set = (change: Partial<Run>) => {
    if (run.value !== undefined && asked === generation.value) run.value = { ...run.value, ...change };
  };
  try {
    const { bytes, messages } = await ask("excerpt", [MOST]);
    if (asked !== generation.value || run.value?.state !== "running") return;
    set({ bytes: bytes.length, messages });
    const own = startWorker(url);
    worker = own;
    own.onmessage = ({ data }: MessageEvent<News>) => {
      if (worker !== own) return;
      if (data.kind === "begun") set({ dialect: data.dialect, bytes: data.bytes });
      if (data.kind === "round") set({ round: data.round, rounds: data.rounds, times: data.times });
      if (data.kind === "failed") set({ state: "failed", message: data.message });
      if (data.kind === "done") set({ state: "done" });
    };
    own.onerror = (event) => set({ state: "failed", message: event.message });
    own.postMessage({ bytes } satisfies Task, [bytes.buffer]);
  } catch (error) {
    set({ state: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

const SAYS: Record<Contender, [string, string]> = {
  "JSON.parse": ["JSON.parse", "Decodes and parses; checks nothing"],
  "JSON.parse and zod": ["JSON.parse, then zod", "The TypeScript SDK’s rules, in zod v3"],
  "backend-message": ["backend-message", "Parses and checks, from bytes to objects"],
};

const NOTES: Record<Dialect, string> = {
  wire: "Byte for byte as they stand.",
  camelCase: "Byte for byte as they stand; the SDK’s rules are those for camelCase.",
  rewritten: "Written anew in the wire’s names: the SDK’s rules refuse these messages as they stand.",
};

export function Speed() {
  const { state, times = [], messages = 0, bytes = 0, dialect = "wire", round = 0, rounds = 1, message } = run.value ?? {};
  const isRunning = state === "running";
  return (
    <section class="speed scrolls" tabIndex={0} role="region" aria-label="Speed">
      <p class="lead">How long it takes, on this machine and in this browser, to make JavaScript objects of the history that is open: from UTF-8 bytes in memory, in a worker.</p>
      <div class="actions">
        {isRunning ? (
          <button type="button" class="secondary" onClick={stop}>
            <Icon name="stop" />
            Stop
          </button>
        ) : (
          <button type="button" class="primary" disabled={!hasMessages.value} onClick={start}>
            <Icon name="play" />
            {times.length > 0 ? "Measure again" : "Measure"}
          </button>
        )}
        <span class="note" role="status">
          {isRunning && (round === 0 ? "Warming up…" : `Round ${round} of ${rounds}`)}
          {state === "done" && "Done: medians of all rounds"}
          {state === "stopped" && "Stopped"}
          {state === "failed" && `It could not be measured: ${message}`}
        </span>
      </div>
      {times.length > 0 ? <Result times={times} bytes={bytes} /> : <Waiting />}
      {bytes > 0 && (
        <p class="note">
          Measured: {several(messages, "message")}, {size(bytes)}
          {messages < (verdict.value?.messages ?? 0) && ", the first of the history"}. {NOTES[dialect]}
          {times.length > 0 && ` ${several(round, "round")} after warming up; in each, the three read the text in turns${times.some(({ repeats }) => repeats > 1) ? `, ${times.map(({ repeats }) => count(repeats)).join(", ")} times` : ""}.`}
          {" The mark on each bar spans the fastest to the slowest round."}
          {bytes < SHORT && " So short a text tells little; try a longer one."}
        </p>
      )}
      <InCode code="const messages = BackendMessage.parseMany(bytes);" />
    </section>
  );
}

const Waiting = () => (
  <p class="empty">{hasMessages.value ? "Nothing was measured yet. It takes a few seconds." : "There are no messages to measure with."}</p>
);

function Result({ times, bytes }: { times: Time[]; bytes: number }) {
  const longest = Math.max(...times.map(({ max }) => max));
  const share = (time: number) => `${(100 * time) / longest}%`;
  const ours = times.find(({ contender }) => contender === "backend-message")?.median ?? 1;
  const ratio = (contender: Contender) => (times.find((time) => time.contender === contender)?.median ?? 0) / ours;
  return (
    <>
      <dl class="ratios">
        <div>
          <dt>against JSON.parse and zod</dt>
          <dd>
            {ratio("JSON.parse and zod").toFixed(1)}×<span class="unit"> as fast</span>
          </dd>
        </div>
        <div>
          <dt>against JSON.parse alone</dt>
          <dd>
            {ratio("JSON.parse").toFixed(1)}×<span class="unit"> as fast</span>
          </dd>
        </div>
      </dl>
      <ul class="race">
        {times.map(({ contender, min, median, max }) => (
          <li key={contender} data-ours={contender === "backend-message"}>
            <span class="race-name">
              <strong>{SAYS[contender][0]}</strong>
              <span class="muted">{SAYS[contender][1]}</span>
            </span>
            <span class="race-time">
              <strong>{duration(median)}</strong>
              <span class="muted">{rate(bytes, median)}</span>
              <span class="muted">
                {duration(min)} to {duration(max)}
              </span>
            </span>
            <span class="bar" aria-hidden="true">
              <span class="bar-good" style={{ width: share(median) }} />
              <span class="spread" style={{ left: share(min), width: share(max - min) }} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
