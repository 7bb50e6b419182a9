// The results as README shows them.

const LIBRARIES = ["zod v3", "zod 4", "valibot", "arktype", "ajv", "TypeBox"];
const STREAMERS = ["stream-json", "@streamparser/json"];
const MARKERS = /(?<=^<!-- bench -->\n).*?(?=^<!-- \/bench -->$)/ms;

/** The text with other tables between its markers. */
export function withTables(text, tables) {
  if (!MARKERS.test(text)) throw new Error("README.md has no <!-- bench --> and <!-- /bench -->");
  return text.replace(MARKERS, () => tables);
}

/** All tables, one per engine. */
export function tables(runs, command = "bench") {
  const [{ cpu, date }] = runs;
  const told = [
    "How many times as long as backend-message the others take, by their medians: above 1 they are slower. " +
      `Written by \`npm run ${command}\` on ${date.slice(0, 10)} (${cpu}); the ratios of a table are of one run, all contenders in turns. ` +
      "`JSON` alone is `JSON.parse`, of bytes after decoding them, or `JSON.stringify`. The libraries check what `JSON.parse` gives. " +
      "zod v3 has the SDK's rules and renames keys as they do; the others only check the names as they stand, which favours them.",
    ...runs.map((run) => `**${engine(run)}**\n\n${[LIBRARIES, STREAMERS].flatMap((others) => table(run, others)).join("\n\n")}`),
  ];
  return `\n${told.join("\n\n")}\n\n`;
}

/** The workloads in which one of the others takes part; the first table has those without any, too. */
function table({ contests }, others) {
  const has = (names) => ({ results }) => results.some(({ name }) => names.includes(name));
  const isFor = others === LIBRARIES ? (contest) => !has(STREAMERS)(contest) : has(others);
  const columns = ["backend-message", "JSON", ...others];
  const headings = ["workload", "backend-message", "`JSON` alone", ...others];
  const rows = contests.filter(isFor).map(({ workload, results }) => [
    workload,
    ...columns.map((column) => {
      const result = results.find(({ name }) => name === column);
      if (result === undefined) return "–";
      return result === results[0] ? duration(result.median) : times(result.medianRatio);
    }),
  ]);
  if (rows.length === 0) return [];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(headings), line(headings.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

const NAMES = { node: "Node", bun: "Bun", v8: "V8", webkit: "WebKit", chromium: "Chromium", firefox: "Firefox", webkitgtk: "WebKitGTK" };

function engine({ versions }) {
  // WebKit's version is a commit, of which the beginning says enough; Node adds its own build to V8's.
  const short = (version) => version.replace(/-node\.\d+$/, "").replace(/^([0-9a-f]{10})[0-9a-f]+$/, "$1");
  const [first, ...others] = Object.entries(versions).map(([name, version]) => `${NAMES[name]} ${short(version)}`);
  return others.length > 0 ? `${first} (${others.join(", ")})` : first;
}

/** Two digits behind the point, and fewer for what is large. */
export const times = (ratio) => ratio.toFixed(ratio < 10 ? 2 : ratio < 100 ? 1 : 0);

export function duration(nanoseconds) {
  if (nanoseconds >= 1e6) return `${(nanoseconds / 1e6).toFixed(2)} ms`;
  if (nanoseconds >= 1e3) return `${(nanoseconds / 1e3).toFixed(2)} µs`;
  return `${nanoseconds.toFixed(0)} ns`;
}
