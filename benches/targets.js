// What the package sets out to reach: how many times as long the others take at least. Told after a run, never asserted.

/** Where UTF-8 is decoded slowly, and so `JSON.parse` is easier to beat. */
const isEasy = ({ node, firefox }) => node?.startsWith("20.") || firefox !== undefined;

/** @returns {[workload: string, contender: string, ratio: number, of?: string][]} `of`: the workload of the contender */
const targets = (versions) => [
  ["the sample history, bytes", "JSON", 2],
  ["1,000 messages, ASCII, bytes", "JSON", isEasy(versions) ? 3 : 2.5],
  ["1,000 messages, mixed, bytes", "JSON", isEasy(versions) ? 3 : versions.webkitgtk ? 2 : 2.2],
  ["1,000 messages, CJK, bytes", "JSON", 2],
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, bytes`, "zod v3", versions.node ? 6 : 5]),
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, string`, "JSON", 1.8]),
  ...["bytes", "string"].map((kind) => [`message of 2.5 KB, ${kind}`, "JSON", 1.6, "message of 2.5 KB, string"]),
  ...["bytes", "string"].map((kind) => [`message of 0.3 KB, ${kind}`, "JSON", 1, "message of 0.3 KB, string"]),
  ["`is`, 1,000 objects", "ajv", 1 / 1.2],
  ["`from`, 1,000 objects", "zod 4", 2],
  ["`stringify` camel, 1,000 objects", "JSON", 1 / 1.1],
  ["`stringify` wire, 1,000 objects", "JSON", 1 / 1.5],
  ["1,000 messages, 1 % invalid, bytes", "without the errors", 1 / 2],
  ...["ASCII", "mixed", "CJK"].map((text) => [`1,000 messages, ${text}, \`summarize\``, "JSON", 5]),
];

/** A line for each target that a run was too slow for. Workloads that did not run are passed over. */
export function missed({ versions, contests }) {
  const median = (workload, contender) =>
    contests.find((contest) => contest.workload === workload)?.results.find(({ name }) => name === contender)?.median;
  return targets(versions).flatMap(([workload, contender, wanted, of = workload]) => {
    const ratio = median(of, contender) / median(workload, "backend-message");
    return ratio < wanted ? [`missed: ${workload}: ${contender} takes ${ratio.toFixed(2)}×, wanted ${wanted.toFixed(2)}×`] : [];
  });
}
