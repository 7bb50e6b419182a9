// The live conversation: what a piece costs, by the number of rows, and what arguments cost that come in many pieces.
//
//   node --expose-gc --max-semi-space-size=256 benches/live.js
//
// Contenders are an assembler that copies, and `partial-json` where `benches/` has it installed.

import { createLiveSession } from "../pkg-template/live/session.js";
import { createCopyingAssembler } from "./copying-assembler.js";

if (globalThis.gc === undefined) throw new Error("bytes can only be counted with --expose-gc");
const partialJson = await import("partial-json").catch(() => undefined);

const PIECES = 5000;
const piece = { event: "content", data: { content: "word ", assistantMessageId: "A" } };
const historyOf = (rows) =>
  Array.from({ length: rows }, (_, index) => ({ id: `U${index}`, role: "user", sessionId: "S", userInput: "x" }));

const assemblers = {
  "live session, 50 ms": (history) => createLiveSession({ sessionId: "S", history }),
  "live session, every event": (history) => createLiveSession({ sessionId: "S", history, interval: 0 }),
  "live session, every event looked at": (history) => {
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
  return { rows, "events/s": Math.round((PIECES / time) * 1000), "bytes/piece": Math.round((process.memoryUsage().heapUsed - bytes) / PIECES) };
}

for (const [name, create] of Object.entries(assemblers)) {
  measurePieces(create, 10);
  for (const rows of [10, 1000]) console.log(name, measurePieces(create, rows));
}

const readers = {
  "live session": () => {
    const session = createLiveSession({ sessionId: "S", interval: 0 });
    session.subscribe(({ calls }) => calls.get("c")?.input);
    return session;
  },
  ...(partialJson && {
    "copying assembler, partial-json": () => {
      const assembler = createCopyingAssembler([]);
      return {
        push(event) {
          assembler.push(event);
          const text = assembler.getMessages()[0].toolCalls[0].input;
          if (text !== "") partialJson.parse(text);
        },
      };
    },
  }),
};

/** Arguments that are looked at with each of their pieces. */
function measureArguments(create, pieces) {
  const { push } = create();
  const start = performance.now();
  push({ event: "tool_use_start", data: { id: "c", name: "Write", assistantMessageId: "A" } });
  push({ event: "tool_use_parameter_delta", data: { toolCallId: "c", assistantMessageId: "A", input: '{"content":"' } });
  for (let index = 0; index < pieces; index++) push({ event: "tool_use_parameter_delta", data: { toolCallId: "c", assistantMessageId: "A", input: "x" } });
  return { pieces, ms: Math.round(performance.now() - start) };
}

for (const [name, create] of Object.entries(readers)) {
  measureArguments(create, 1000);
  for (const pieces of [4000, 8000, 16_000]) console.log(name, measureArguments(create, pieces));
}
process.exit();
