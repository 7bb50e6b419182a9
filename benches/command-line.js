// The command line against jq, DuckDB and Python's `json`, each in a process of its own, in turns. Writes its table into
// docs/benchmarks.md.
//
//   node benches/command-line.js [--quick]    one round with a tenth of the file; the document does not change

import { execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { messages, writeOne } from "../tests/support/history.js";
import { median } from "./contest.js";
import { put } from "./documents.js";
import { markdown, times } from "./table.js";

const { quick } = parseArgs({ options: { quick: { type: "boolean", default: false } } }).values;
const ROUNDS = quick ? 1 : 3;
const BYTES = quick ? 10e6 : 100e6;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const cli = here("../node_modules/backend-message/cli.js");
const directory = mkdtempSync(join(tmpdir(), "backend-message-bench-"));
process.on("exit", () => rmSync(directory, { recursive: true }));
const history = join(directory, "history.ndjson");
const output = join(directory, "output");

/** DuckDB is given the types, which it would otherwise guess from a sample. */
const TEXTS = ["id", "sessionId", "role", "model", "userInput", "assistantResponse", "reasoning"];
const INTEGERS = ["reasoningDuration", "inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens"];
const types = (names, type) => names.map((name) => `"${name}": '${type}'`);
const scalars = [...types(TEXTS, "VARCHAR"), ...types(INTEGERS, "BIGINT"), "cost: 'DOUBLE'"];
const read = (columns) => `read_json('${history}', format = 'newline_delimited', columns = {${columns.join(", ")}})`;
const whole = read([
  ...scalars,
  `"toolCalls": 'STRUCT(id VARCHAR, name VARCHAR, type VARCHAR, input VARCHAR, finished BOOLEAN, "isError" BOOLEAN, result VARCHAR, "screenshotUrls" VARCHAR[])[]'`,
  `"callbackResults": 'STRUCT(tool_call_id VARCHAR, tool_name VARCHAR, callback_type VARCHAR, callback_name VARCHAR, success BOOLEAN, exit_code BIGINT, stdout VARCHAR, stderr VARCHAR, subagent_id VARCHAR, subagent_result VARCHAR, error VARCHAR, exclude_from_context BOOLEAN)[]'`,
]);
const snake = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** As a table, since regular expressions would slow jq down. */
const SNAKE = Object.fromEntries([...TEXTS, ...INTEGERS, "toolCalls", "callbackResults", "isError", "screenshotUrls"].map((name) => [name, snake(name)]));
const tokens = ["inputTokens", "outputTokens", "cacheCreationTokens", "cacheReadTokens", "cost"];

/** The work of each contender for a command. */
const COMMANDS = {
  check: {
    ours: ["check"],
    jq: ["empty"],
    duckdb: `select count(*), count("toolCalls"), count("callbackResults") from ${whole} where id is not null and role is not null and "sessionId" is not null and "userInput" is not null`,
  },
  summary: {
    ours: ["summary"],
    jq: ["-n", `reduce inputs as $m ({}; .[$m.model // ""] |= [(.[0] // 0) + 1, ${tokens.map((name, place) => `(.[${place + 1}] // 0) + ($m.${name} // 0)`).join(", ")}])`],
    duckdb: `select model, count(*), ${tokens.map((name) => `sum("${name}")`).join(", ")} from ${read(scalars)} group by model`,
  },
  "convert --naming snake": {
    ours: ["convert", "--naming", "snake", "-o", output],
    jq: ["-c", `${JSON.stringify(SNAKE)} as $names | walk(if type == "object" then with_entries(.key |= ($names[.] // .)) else . end)`],
    duckdb: `copy (select ${[...TEXTS, ...INTEGERS, "cost"].map((name) => `"${name}" as ${snake(name)}`)}, "toolCalls" as tool_calls, "callbackResults" as callback_results from ${whole}) to '${output}' (format json)`,
  },
  "export messages, as CSV": {
    ours: ["export", "messages", "-f", "csv", "-o", output],
    jq: ["-r", `[${[...TEXTS, ...INTEGERS, "cost"].map((name) => `.${name}`)}] | @csv`],
    duckdb: `copy (select * from ${read(scalars)}) to '${output}' (format csv)`,
  },
  "export messages, as Parquet": {
    ours: ["export", "messages", "-f", "parquet", "-o", output],
    duckdb: `copy (select * from ${read(scalars)}) to '${output}' (format parquet)`,
  },
};

const node = process.execPath;
const CONTENDERS = {
  "backend-message": ({ ours }) => [node, cli, ...ours, history],
  jq: ({ jq }) => jq && ["jq", ...jq, history],
  DuckDB: ({ duckdb }) => [node, here("command-line/duckdb.js"), duckdb],
  "Python's `json`": ({ jq }, command) => jq && ["python3", here("command-line/json_module.py"), command.split(" ")[0], history, output],
};

/** How long a process takes, in milliseconds. */
async function run([program, ...args]) {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "ignore", "inherit"] });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}`);
  return performance.now() - start;
}

function writeHistory() {
  const records = messages({ messages: 2000, text: "mixed" }).map((message) => writeOne(message));
  const file = openSync(history, "w");
  for (let bytes = 0; bytes < BYTES; ) bytes += writeSync(file, records.join(""));
  closeSync(file);
}

writeHistory();
const megabytes = statSync(history).size / 1e6;
const rows = [];
for (const [command, how] of Object.entries(COMMANDS)) {
  const contenders = Object.entries(CONTENDERS).flatMap(([name, lineOf]) => {
    const line = lineOf(how, command);
    return line === undefined ? [] : [{ name, line, times: [] }];
  });
  for (let round = 0; round < ROUNDS; round++) {
    for (const { line, times } of contenders) times.push(await run(line));
  }
  const medians = Object.fromEntries(contenders.map(({ name, times }) => [name, median(times)]));
  const { "backend-message": ours } = medians;
  const cells = Object.keys(CONTENDERS).map((name) => {
    if (medians[name] === undefined) return "–";
    return name === "backend-message" ? `${(ours / 1000).toFixed(2)} s` : times(medians[name] / ours);
  });
  rows.push([`\`${command.split(",")[0]}\`${command.slice(command.split(",")[0].length)}`, ...cells]);
  console.log(`${command}: ${Object.entries(medians).map(([name, time]) => `${name} ${(time / 1000).toFixed(2)} s`).join(", ")}`);
}

const versionOf = (program) => execFileSync(program, ["--version"], { encoding: "utf8" }).trim();
const versions = [`Node ${process.versions.node}`, versionOf("jq").replace("-", " "), versionOf("python3")].join(", ");
const table = markdown(["command", ...Object.keys(CONTENDERS)], rows);
const note = `${megabytes.toFixed(0)} MB of NDJSON, the start of each process included. Written by \`npm run bench:cli\` on ${new Date().toISOString().slice(0, 10)} (${cpus()[0]?.model}; ${versions}).`;
if (quick) console.log("\nNot a full run: the document did not change");
else put("../docs/benchmarks.md", "bench:cli", `\n${table}\n\n${note}\n\n`);
