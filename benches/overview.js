// The results that most users ask for, as README shows them: the others' times, and what a start costs.

import { duration, markdown, named, times } from "./table.js";

const TEXTS = ["ASCII", "mixed", "CJK"];

/** What is read, checked or written, by whom else, and the workload. */
const ROWS = [
  ...TEXTS.map((text) => [`history as bytes, ${text}`, "JSON", `1,000 messages, ${text}, bytes`]),
  ["the same, ASCII, with the SDK's rules", "zod v3", "1,000 messages, ASCII, bytes"],
  ...TEXTS.map((text) => [`history as a string, ${text}`, "JSON", `1,000 messages, ${text}, string`]),
  ...["20", "2.5", "0.3"].map((size) => [`one message of ${size} KB, string`, "JSON", `message of ${size} KB, string`]),
  ["`is`, 1,000 objects", "ajv", "`is`, 1,000 objects"],
  ["`from`, 1,000 objects", "zod 4", "`from`, 1,000 objects"],
  ...["wire", "camel"].map((naming) => [`\`stringify\`, ${naming}`, "JSON", `\`stringify\` ${naming}, 1,000 objects`]),
  ...TEXTS.map((text) => [`\`summarize\`, ${text}`, "JSON", `1,000 messages, ${text}, \`summarize\``]),
];
const OTHERS = { JSON: "`JSON` alone" };

/** One table, a column for each engine. */
export function overview(runs, command) {
  const [{ cpu, date }] = runs;
  const ratio = ({ contests }, contender, workload) => {
    const found = contests.find((contest) => contest.workload === workload)?.results.find(({ name }) => name === contender);
    return found === undefined ? "–" : times(found.medianRatio);
  };
  const rows = ROWS.map(([what, contender, workload]) => [
    what,
    OTHERS[contender] ?? contender,
    ...runs.map((run) => ratio(run, contender, workload)),
  ]);
  if (runs.every(({ cold }) => cold !== undefined)) {
    rows.push(["cold start, on top of an empty process", "–", ...runs.map(({ cold }) => duration(cold["backend-message"]))]);
  }
  const engines = runs.map(({ versions }) => named(versions)[0]);
  const note = `Written by \`npm run ${command}\` on ${date.slice(0, 10)} (${cpu}).`;
  return `\n${markdown(["", "against", ...engines], rows)}\n\n${note}\n\n`;
}
