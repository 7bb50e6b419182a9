// Runs a case of `cases.js` in whatever has promises, streams and `Response`: Node, Bun, Deno, browsers.

/**
 * @typedef {object} Library what is tested
 * @property {typeof import("../../pkg-template/live/session.js").createLiveSession} createLiveSession
 * @property {typeof import("../../pkg-template/live/read-events.js").readEvents} readEvents
 * @property {typeof import("../../pkg-template/view/rows.js").rows} rows
 */

/**
 * @param {Library} library
 * @param {import("./cases.js").Case} given
 */
export async function runCase(library, given) {
  const restore = installClock();
  try {
    const run = new Run(library, given);
    for (const [index, step] of given.steps.entries()) {
      try {
        await run.take(step);
      } catch (error) {
        throw new Error(`case ${given.number}, step ${index + 1} (${Object.keys(step)}): ${error instanceof Error ? error.message : error}`, { cause: error });
      }
    }
    run.session.disconnect();
  } finally {
    restore();
  }
}

class Run {
  issues = [];
  snapshots = [];
  marks = new Map();
  handles = new Map();
  connections = [];
  requests = 0;
  stored = [];
  waiting = [];

  constructor(library, { options = {} }) {
    this.library = library;
    const { loads, ...own } = options;
    if (loads) own.loadHistory = () => this.load();
    this.session = library.createLiveSession({ sessionId: "S", interval: 0, onIssue: (issue) => this.issues.push(issue), ...own });
    this.session.subscribe((snapshot) => this.snapshots.push(snapshot));
  }

  async load() {
    this.requests++;
    return structuredClone(this.stored);
  }

  async take(step) {
    for (const [action, value] of Object.entries(step)) {
      const method = ACTIONS[action];
      if (method === undefined) throw new Error(`unknown action ${action}`);
      await method(this, value);
    }
    await settle();
  }

  get snapshot() {
    return this.session.getSnapshot();
  }

  /** A value within a snapshot, with its rows: `rows.0.calls.1`. */
  at(snapshot, path) {
    let value = path.startsWith("rows") ? { rows: this.library.rows(snapshot) } : snapshot;
    for (const key of path.split(".")) value = value instanceof Map ? value.get(key) : value?.[key];
    return value;
  }
}

const ACTIONS = {
  push: (run, events) => [events].flat().forEach((event) => run.session.push(event)),
  flush: ({ session }) => session.flush(),
  reconcile: ({ session }, history) => session.reconcile(structuredClone(history)),
  send: (run, { text, as }) => void run.handles.set(as, run.session.send(text)),
  tell: (run, { handle, what, value }) => run.handles.get(handle)[what](value),
  interrupt: ({ session }) => session.interrupt(),
  answered: ({ session }, id) => session.answered(id),
  disconnect: ({ session }) => session.disconnect(),
  wait: (_, time) => passTime(time),
  /** What the backend has stored by now. */
  store: (run, history) => void (run.stored = history),
  connect: (run) => {
    run.session.connect(async ({ signal, attempt }) => {
      const connection = { signal, attempt };
      const body = new ReadableStream({ start: (controller) => void (connection.body = controller) });
      run.connections.push(connection);
      return new Response(body);
    });
  },
  /** Bytes come over the present connection. */
  receive: (run, events) => {
    for (const event of [events].flat()) {
      const text = typeof event === "string" ? event : `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`;
      run.connections.at(-1).body.enqueue(new TextEncoder().encode(text));
    }
  },
  /** The present connection ends. */
  end: (run) => run.connections.at(-1).body.close(),
  attach: (run) => {
    run.source = new EventTarget();
    run.source.readyState = 0;
    run.session.attach(run.source);
  },
  /** The attached source tells of an event; without data it is its own. */
  dispatch: (run, { event, data, readyState }) => {
    if (readyState !== undefined) run.source.readyState = readyState;
    run.source.dispatchEvent(Object.assign(new Event(event), data === undefined ? {} : { data: JSON.stringify(data), lastEventId: "1" }));
  },
  mark: (run, name) => void run.marks.set(name, { snapshot: run.snapshot, count: run.snapshots.length }),
  /** Values that are the same objects as in a marked snapshot. */
  same: (run, { as, paths }) => {
    for (const path of paths) {
      const [from, to] = Array.isArray(path) ? path : [path, path];
      const before = from === "" ? run.marks.get(as).snapshot : run.at(run.marks.get(as).snapshot, from);
      const now = to === "" ? run.snapshot : run.at(run.snapshot, to);
      if (before === undefined) throw new Error(`${from} was not there`);
      if (before !== now) throw new Error(`${from} is another object`);
    }
  },
  other: (run, { as, paths }) => {
    for (const path of paths) if (run.at(run.marks.get(as).snapshot, path) === run.at(run.snapshot, path)) throw new Error(`${path} is the same object`);
  },
  /** How many snapshots were told since a mark, at most. */
  told: (run, { since, atMost }) => {
    const told = run.snapshots.length - run.marks.get(since).count;
    if (told > atMost) throw new Error(`${told} snapshots were told`);
  },
  expect: (run, expected) => {
    for (const [path, value] of Object.entries(expected)) equal(VIEWS[path]?.(run) ?? run.at(run.snapshot, path), value, path);
  },
  /** Something holds of every snapshot. */
  always: (run, holds) => {
    for (const snapshot of run.snapshots) if (!holds(snapshot, run.library.rows(snapshot))) throw new Error(`not of ${JSON.stringify(snapshot)}`);
  },
  check: (run, holds) => {
    if (!holds(run.snapshot, run)) throw new Error(`not of ${JSON.stringify(run.snapshot)}`);
  },
  /** The same events, however the bytes are cut. */
  cut: async (run, { streams, events }) => {
    for (const stream of streams) {
      const bytes = typeof stream === "string" ? new TextEncoder().encode(stream) : stream;
      for (let at = 0; at <= bytes.length; at++) {
        const read = [];
        for await (const { event, data } of run.library.readEvents([bytes.slice(0, at), bytes.slice(at)])) read.push({ event, data });
        equal(read, events, `cut at ${at}`);
      }
    }
  },
  /** How much of arguments is parsed grows with their number as it should. What is counted is looks at characters. */
  work: async (run, { events, count, isLooking, atMost }) => {
    const parsed = async (number) => {
      const session = run.library.createLiveSession({ sessionId: "S", interval: 0 });
      if (isLooking) session.subscribe(({ calls }) => void calls.get("c1")?.input);
      return countTests(() => events(number).forEach(session.push));
    };
    const once = await parsed(count);
    const twice = await parsed(2 * count);
    if (isLooking ? twice > once * atMost : twice > 0) throw new Error(`${once} looks became ${twice}`);
  },
};

/** What a case says of a snapshot, in few words. */
const VIEWS = {
  texts: ({ snapshot }) => snapshot.messages.map(({ id, userInput }) => `${id}: ${userInput}`),
  rowTexts: ({ snapshot, library }) => library.rows(snapshot).map((row) => `${row.kind}: ${row.text}`),
  keys: ({ snapshot, library }) => library.rows(snapshot).map(({ key }) => key).join(" "),
  phases: ({ snapshot }) => Array.from(snapshot.calls.values(), ({ id, phase }) => `${id}: ${phase}`),
  inputs: ({ snapshot }) => Array.from(snapshot.calls.values(), ({ input }) => input),
  agentTexts: ({ snapshot }) => Array.from(snapshot.agents, ([id, messages]) => [id, ...messages.map(({ userInput }) => userInput)].join(": ")),
  requestIds: ({ snapshot }) => snapshot.requests.map(({ id }) => id),
  pendingTexts: ({ snapshot }) => snapshot.pending.map(({ text, state }) => `${text}: ${state}`),
  errorText: ({ snapshot }) => snapshot.error?.message ?? "none",
  issueCodes: ({ issues }) => issues.map(({ code }) => code),
  historyRequests: ({ requests }) => requests,
  attempts: ({ connections }) => connections.length,
  aborted: ({ connections }) => connections.map(({ signal }) => signal.aborted),
};

/** Counts how often characters were looked at by patterns, which is how arguments are parsed. */
function countTests(act) {
  const { test } = RegExp.prototype;
  let count = 0;
  RegExp.prototype.test = function (text) {
    count++;
    return test.call(this, text);
  };
  try {
    act();
  } finally {
    RegExp.prototype.test = test;
  }
  return count;
}

function equal(found, expected, what) {
  const [a, b] = [found, expected].map((value) => JSON.stringify(value, (_, member) => (member === undefined ? "undefined" : member)));
  if (a !== b) throw new Error(`${what} is ${a}, not ${b}`);
}

/** Lets everything happen that waits for no time. */
async function settle() {
  const { port1, port2 } = new MessageChannel();
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
  }
  port1.close();
}

/** Time that passes only when a case says so. */
let clock;

function installClock() {
  const own = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  clock = { now: 0, timers: new Map(), last: 0 };
  globalThis.setTimeout = (act, pause = 0) => {
    clock.timers.set(++clock.last, { act, at: clock.now + pause });
    return clock.last;
  };
  globalThis.clearTimeout = (id) => void clock.timers.delete(id);
  return () => Object.assign(globalThis, own);
}

async function passTime(time) {
  const end = clock.now + time;
  for (;;) {
    await settle();
    const [id, timer] = [...clock.timers].sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
    if (timer === undefined || timer.at > end) break;
    clock.timers.delete(id);
    clock.now = timer.at;
    timer.act();
  }
  clock.now = end;
}
