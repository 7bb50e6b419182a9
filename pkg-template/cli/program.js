// The commands, their options and their help.

import { Argument, Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { check } from "./check.js";
import { TABLES } from "./columns.js";
import { convert } from "./convert.js";
import { FORMATS, exportTable } from "./export.js";
import { Failure, Misuse } from "./misuse.js";
import { paintFor, setColour } from "./paint.js";
import { tell } from "./report.js";
import { RULES, parseRule } from "./rules.js";
import { summary } from "./summary.js";
import { version } from "./version.js";
import { printable } from "./wording.js";

const FILES = `
Files: histories as JSON arrays, or messages one after another (NDJSON). A directory stands for all files in it and below
that end in .json, .jsonl or .ndjson, or in these and .gz or .zst; quote a pattern such as 'logs/**/*.json'. What is
compressed with gzip or zstd is decompressed. Without files, or for -, standard input is read.`;

const STATUS = `
Exit status: 0 if all messages are valid, 1 if one is not, 2 if the command could not be carried out, 130 if it was
interrupted.`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit status
 */
export async function run(args) {
  let status = 0;
  const finish = async (/** @type {Promise<number>} */ done) => {
    status = await done;
  };
  const program = new Command("backend-message")
    .description("Checks, counts, converts and exports histories of backend messages.")
    .version(version(), "-V, --version", "shows the version")
    .helpOption("-h, --help", "shows this")
    .helpCommand("help [command]", "shows the help of a command")
    .addHelpText("after", `${FILES}\n${STATUS}\n\n\`backend-message COMMAND --help\` has the options of a command, and examples.`);
  configure(program);

  command(program, "check", "reports everything that is wrong with files")
    .option("--audit", "also report what is valid and still suspicious")
    .addOption(
      new Option("--rule <code=level>", `switch a rule of the audit off, or make it info or warning; may be repeated: ${RULES.join(", ")}`).argParser(parseRule),
    )
    .addOption(new Option("--fail-on <severity>", "exit with 1 for findings of the audit, too").choices(["info", "warning"]))
    .addOption(maxIssues("how many issues, and findings, of a file are reported at most"))
    .addOption(unknownKeys("strip"))
    .addOption(at())
    .addOption(malformedUnicode())
    .option("--json", "a line of JSON for each issue and finding, and a last one of totals")
    .option("--sarif", "one SARIF 2.1.0 document")
    .option("-q, --quiet", "say nothing about valid files")
    .addHelpText(
      "after",
      examples(
        ["check history.json", "one file"],
        ["check logs/ 'more/**/*.ndjson.gz'", "a directory, and all files of a pattern"],
        ["check --audit --rule legacy_tool_name=off --fail-on warning logs/", "warnings of the audit are failures, too"],
        ["check --json logs/ | jq -r 'select(.type == \"issue\").code' | sort | uniq -c", "which issues there are"],
      ),
    )
    .action((files, options) => finish(check(files, options)));

  command(program, "summary", "counts messages, tokens, cost, tools and bytes by field")
    .addOption(
      new Option("--by <table>", "only this table, with all its rows: session, model, role or tool; may be repeated").argParser(
        (value, before) => [.../** @type {string[]} */ (before ?? []), choice(value, ["session", "model", "role", "tool"])],
      ),
    )
    .addOption(
      new Option("--repeated <what>", "of messages with the same id: count all, or only the last one of all files").choices(["count", "last"]).default("count"),
    )
    .option("--json", "a line of JSON for each file, and for several files a last one of their sum")
    .addOption(maxIssues("how many issues of an invalid message are reported at most"))
    .addOption(unknownKeys("strip"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addHelpText(
      "after",
      examples(["summary logs/", "all files, and their sum"], ["summary --by model --by tool history.json", "two tables"], ["summary --json logs/ | jq -s '.[-1].usage.cost'", "what all of it cost"]),
    )
    .action((files, options) => finish(summary(files, options)));

  command(program, "convert", "writes messages with keys in another naming, as an array or as NDJSON")
    .addOption(new Option("-n, --naming <naming>", "how keys are written").choices(["wire", "camel", "snake"]).default("wire"))
    .addOption(new Option("--to <form>", "an array, or a line for each message; by default as the first file is").choices(["array", "ndjson"]))
    .option("--pretty", "indent; writes an array")
    .addOption(unknownKeys("keep"))
    .addOption(maxIssues("how many issues of an invalid message are reported at most"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addOption(salvage())
    .addOption(rejected())
    .addOption(output())
    .addHelpText(
      "after",
      `\nFiles are written beside their names and renamed when they are whole; several files become one. Without --salvage
the first invalid message ends the command. Values of unknown keys are written anew, as JSON.parse reads them.\n` +
        examples(
          ["convert --naming snake history.json", "keys as Python names them"],
          ["convert --to ndjson logs/ -o all.ndjson", "many files into one"],
          ["convert --salvage --rejected bad.ndjson broken.json -o good.json", "what is valid, and apart from it what is not"],
        ),
    )
    .action((files, options) => finish(convert(files, options)));

  command(program, "export", "writes messages, tool calls or callback results as a table", [
    new Argument("<table>", "what becomes a row").choices(Object.keys(TABLES)),
  ])
    .addOption(new Option("-f, --format <format>", "by default the one that the output's ending names, else csv").choices(FORMATS))
    .addOption(maxIssues("how many issues of an invalid message are reported at most"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addOption(salvage())
    .addOption(rejected())
    .addOption(output())
    .addHelpText(
      "after",
      `\nEvery row has the file, the record's number and its offset, so that it leads back to its source.\n` +
        examples(
          ["export messages logs/ -o messages.parquet", "for DuckDB, Spark, pandas, Polars"],
          ["export tool-calls --salvage history.json.gz -o calls.csv", "of a damaged file what is valid"],
          ["export callbacks --format ndjson logs/ | jq -c 'select(.success | not)'", "callbacks that failed"],
        ),
    )
    .action((table, files, options) => finish(exportTable(table, files, options)));

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Failure) {
      tell(error.message);
      return 2;
    }
    if (!(error instanceof Misuse)) throw error;
    // It may quote what was typed.
    tell(printable(error.message));
    process.stderr.write(`${error.hint}\n`);
    return 2;
  }
  return status;
}

/**
 * @param {Command} program
 * @param {string} name
 * @param {string} description
 * @param {Argument[]} [before]
 */
function command(program, name, description, before = []) {
  const made = program.command(name).description(description).helpOption("-h, --help", "shows this");
  for (const argument of before) made.addArgument(argument);
  made
    .argument("[files...]", "files, directories, patterns, or - for standard input")
    .addOption(new Option("--color <when>", "colours: auto is for terminals, and heeds NO_COLOR and FORCE_COLOR").choices(["auto", "always", "never"]).default("auto"))
    .hook("preAction", (_, action) => setColour(action.opts().color));
  return configure(made);
}

/** @param {Command} command */
function configure(command) {
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ sortOptions: false, styleTitle: (title) => paintFor(process.stdout).bold(title) })
    .configureOutput({
      getOutHasColors: () => true,
      outputError: (text) => {
        const [first, ...rest] = text.replace(/^error: /, "").trimEnd().split("\n");
        tell([first, ...rest].map(printable).join("\n"));
        const name = command.parent === null ? "" : `${command.name()} `;
        process.stderr.write(`\`backend-message ${name}--help\` shows how it is used\n`);
      },
    });
}

/** @param {...[command: string, does: string]} lines */
function examples(...lines) {
  return `\nExamples:\n${lines.map(([command, does]) => `  # ${does}\n  backend-message ${command}`).join("\n")}`;
}

/** @param {string} description */
function maxIssues(description) {
  return new Option("--max-issues <n>", description).default(100).argParser((value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number === 0) throw new InvalidArgumentError("It is a positive integer.");
    return number;
  });
}

/** @param {"strip" | "keep"} usual */
function unknownKeys(usual) {
  return new Option("--unknown-keys <what>", "what happens to keys that are no field").choices(["strip", "keep", "reject"]).default(usual);
}

function at() {
  return new Option("--at <pointer>", "where in each file the list of messages is, as a JSON Pointer such as /messages").argParser((value) => {
    if (value !== "" && !/^(\/([^~]|~[01])*)+$/.test(value)) throw new InvalidArgumentError('It begins with a slash, as in "/messages".');
    return value;
  });
}

function malformedUnicode() {
  return new Option("--malformed-unicode <what>", "what happens to half a surrogate pair and to bytes that are not UTF-8").choices(["reject", "replace"]).default("reject");
}

function salvage() {
  return new Option("--salvage", "leave invalid messages out, and go on");
}

function rejected() {
  return new Option("--rejected <file>", "with --salvage: write what is left out there, as NDJSON");
}

function output() {
  return new Option("-o, --output <file>", "write there instead of standard output");
}

/**
 * @param {string} value
 * @param {string[]} choices
 */
function choice(value, choices) {
  if (!choices.includes(value)) throw new InvalidArgumentError(`Allowed choices are ${choices.join(", ")}.`);
  return value;
}
