// The live conversation: what a piece costs, by the number of rows, and what arguments cost that come in many pieces. The
// contender is an assembler that copies, and has `partial-json` read the arguments.
//
//   node --expose-gc --max-semi-space-size=256 benches/live.js [--quick] [TEXT…]
//
// A full run puts its figures into docs/benchmarks.md. With --quick, or for other workloads only, it stays as it is.

import { parseArgs } from "node:util";
import { createLiveSession } from "backend-message/live";
import * as partialJson from "partial-json";

import { median } from "./contest.js";
import { createCopyingAssembler } from "./copying-assembler.js";
import { put } from "./documents.js";

if (globalThis.gc === undefined) throw new Error("bytes can only be counted with --expose-gc");
const { values, positionals: only } = parseArgs({
  options: { quick: { type: "boolean", default: false }, engine: { type: "string", default: "" } },
  allowPositionals: true,
});
if (values.engine !== "" || (only.length > 0 && !only.some((text) => "live conversation".includes(text)))) process.exit();

const PIECES = values.quick ? 1000 : 5000;
const LONGEST = values.quick ? 4000 : 16_000;
const ROUNDS = values.quick ? 1 : 3;
const piece = { event: "content", data: { content: "word ", assistantMessageId: "A" } };
const historyOf = (rows) =>
  Array.from({ length: rows }, (_, index) => ({ id: `U${index}`, role: "user", sessionId: "S", userInput: "x" }));

const assemblers = {
  "live session, 50 ms": (history) => createLiveSession({ sessionId: "S", history }),
  "live session, every event": (history) => createLiveSession({ sessionId: "S", history, interval: 0 }),
  "live session, all messages looked at with every event": (history) => {
    const session = createLiveSession({ sessionId: "S", history, interval: 0 });
    session.subscribe(({ messages }) => messages.length);
    return session;
  },
  "copying assembler": createCopyingAssembler,
};

/** Time and bytes of each piece. */
function measurePieces(create, rows) {
  const assembler = create(historyOf(rows));
  for (let index = 0; index < PIECES; index++) assembler.push(piece);
  globalThis.gc();
  const bytes = process.memoryUsage().heapUsed;
  const start = performance.now();
  for (let index = 0; index < PIECES; index++) assembler.push(piece);
  const time = performance.now() - start;
  return { time: time / PIECES, bytes: Math.max(0, (process.memoryUsage().heapUsed - bytes) / PIECES) };
}

const readers = {
  "live session, every event looked at": () => {
    const session = createLiveSession({ sessionId: "S", interval: 0 });
    session.subscribe(({ calls }) => calls.get("c")?.input);
    return session;
  },
  "copying assembler": () => {
    const assembler = createCopyingAssembler([]);
    return {
      push(event) {
        assembler.push(event);
        const text = assembler.getMessages()[0].toolCalls[0].input;
        if (text !== "") partialJson.parse(text);
      },
    };
  },
};

/** The time that arguments take which are looked at with each of their pieces. */
function measureArguments(create, pieces) {
  const { push } = create();
  const start = performance.now();
  push({ event: "tool_use_start", data: { id: "c", name: "Write", assistantMessageId: "A" } });
  push({ event: "tool_use_parameter_delta", data: { toolCallId: "c", assistantMessageId: "A", input: '{"content":"' } });
  for (let index = 0; index < pieces; index++) push({ event: "tool_use_parameter_delta", data: { toolCallId: "c", assistantMessageId: "A", input: "x" } });
  return performance.now() - start;
}

const number = (value) => Math.round(value).toLocaleString("en-US");
const rows = [];
for (const [name, create] of Object.entries(assemblers)) {
  measurePieces(create, 10);
  for (const count of [10, 1000]) {
    const { time, bytes } = measurePieces(create, count);
    rows.push(`| ${name} | pieces of text, ${number(count)} rows | ${number(1000 / time)} | ${number(bytes)} |`);
  }
}
for (const [name, create] of Object.entries(readers)) {
  measureArguments(create, 1000);
  // One call takes so little time that a collection of garbage in one of them is half of it.
  const counts = [LONGEST / 2, LONGEST];
  const rounds = Array.from({ length: ROUNDS }, () => counts.map((pieces) => measureArguments(create, pieces)));
  for (const [index, pieces] of counts.entries()) {
    const time = median(rounds.map((times) => times[index]));
    rows.push(`| ${name} | arguments in ${number(pieces)} pieces | ${number((1000 * pieces) / time)} | |`);
  }
}
const table = `
| | events | events per second | bytes allocated per event |
| --- | --- | ---: | ---: |
${rows.join("\n")}

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.

`;
console.log(table);
if (!values.quick && only.length === 0) put("../docs/benchmarks.md", "bench:live", table);
process.exit();
