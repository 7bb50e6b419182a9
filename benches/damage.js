// Damaged texts: the time of a byte of hostile ones, at 1 MB and at 4 MB, where the whole text is salvaged and where it comes in
// pieces; and what salvaging a clean history takes beside reading it strictly.
//
//   node benches/damage.js [--quick] [TEXT…]
//
// A full run puts its figures into docs/benchmarks.md. With --quick, or for other workloads only, it stays as it is.

import { parseArgs } from "node:util";
import { BackendMessage } from "backend-message";

import { history } from "../tests/support/history.js";
import { put } from "./documents.js";
import { MESSAGES, SEED } from "./seed.js";

const { values, positionals: only } = parseArgs({
  options: { quick: { type: "boolean", default: false }, engine: { type: "string", default: "" } },
  allowPositionals: true,
});
if (values.engine !== "" || (only.length > 0 && !only.some((text) => "damage".includes(text)))) process.exit();

const MEGABYTE = values.quick ? 250_000 : 1_000_000;
const ROUNDS = values.quick ? 3 : 5;
/** No further round is begun after this many milliseconds: each invalid record costs as much as its report, and some texts have many. */
const ENOUGH = 20_000;
const PIECE = 64 * 1024;

const record = (id) => `{"id":"${id}","role":"user","sessionId":"s","userInput":"text"}`;
const cuts = Array.from({ length: record("r").length - 1 }, (_, index) => record("r").slice(0, index + 1) + record(index)).join("\n");
const nested = `{"x":[${record("r")},`;

/** What each text begins with, and what it repeats. */
const HOSTILE = {
  'openings, `{"id":`': ["", '{"id":'],
  'openings of arrays, `[{"id":`': ["", '[{"id":'],
  "look-alikes of records, each within the one before": ["", nested],
  "the same in an array that was cut off": ['[{"a":[', nested],
  "strings that do not end": ["[", '{"id":"'],
  "quotes alone": ["", '"'],
  "quotes and brackets in turns": ["", '{"{"'],
  "opening brackets": ["", "["],
  "closing brackets": ["[", "]"],
  "brackets of both kinds, and empty records": ["[", "][{} "],
  "commas and colons in strings, which look like keys": ["", '{",":{","'],
  "a record cut at each place, another behind it": ["", `${cuts}\n`],
  "records in a list that was cut off": ['[{"a":[', `${record("r")},`],
  "NUL": ["", "\0"],
  "words": ["x", "x "],
};

const encoder = new TextEncoder();
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

function timeOf(run) {
  const start = performance.now();
  run();
  return performance.now() - start;
}

async function timeOfStream(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(bytes.subarray(at, at + PIECE));
  const start = performance.now();
  for await (const batch of BackendMessage.stream(pieces, { onInvalid: "salvage", batch: true })) void batch;
  return performance.now() - start;
}

/** Nanoseconds for each byte of both ways, the sizes in turns. */
async function measure([begin, repeated]) {
  const texts = [1, 4].map((size) => encoder.encode(begin + repeated.repeat(Math.ceil((size * MEGABYTE) / repeated.length))));
  const times = texts.map(() => ({ salvage: [], stream: [] }));
  const start = performance.now();
  for (let round = 0; round < ROUNDS && performance.now() - start < ENOUGH; round++) {
    for (const [index, bytes] of texts.entries()) {
      const perByte = 1e6 / bytes.length;
      times[index].salvage.push(timeOf(() => BackendMessage.salvage(bytes)) * perByte);
      times[index].stream.push((await timeOfStream(bytes)) * perByte);
    }
  }
  const [short, long] = times.map(({ salvage, stream }) => ({ salvage: median(salvage), stream: median(stream) }));
  return { short, long };
}

/** How many times as long as strict reading, by the fastest rounds of both in turns: garbage of one is collected in the other's time. */
function clean(bytes) {
  const times = { salvage: [], strict: [] };
  for (let round = 0; round < 40 * ROUNDS; round++) {
    const runs = [
      ["strict", () => BackendMessage.parseMany(bytes)],
      ["salvage", () => BackendMessage.salvage(bytes)],
    ];
    for (const [name, run] of round % 2 === 0 ? runs : runs.reverse()) times[name].push(timeOf(run));
  }
  return Math.min(...times.salvage) / Math.min(...times.strict);
}

const rows = [];
for (const [name, text] of Object.entries(HOSTILE)) {
  const { short, long } = await measure(text);
  const cells = ["salvage", "stream"].flatMap((way) => [long[way].toFixed(1), (long[way] / short[way]).toFixed(2)]);
  rows.push(`| ${name} | ${cells.join(" | ")} |`);
  console.log(rows.at(-1));
}
const ratios = ["ascii", "mixed", "cjk"].map((text) => {
  const bytes = encoder.encode(history({ seed: SEED, messages: MESSAGES, text }));
  return clean(bytes).toFixed(2);
});
const table = `
| text | \`salvage\`, ns a byte | 4 MB against 1 MB | \`stream\`, ns a byte | 4 MB against 1 MB |
| --- | ---: | ---: | ---: | ---: |
${rows.join("\n")}

A clean history of 1,000 messages takes \`salvage\` ${ratios[0]} times as long as \`parseMany\` if it is ASCII, ${ratios[1]} times if it is mixed, ${ratios[2]} times if it is CJK, by the fastest rounds.

Written by \`npm run bench\` on ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.

`;
console.log(table);
if (!values.quick && only.length === 0) put("../docs/benchmarks.md", "bench:damage", table);
