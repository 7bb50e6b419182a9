// The commands, their options and their help.

import { Argument, Command, CommanderError, Option } from "commander";

import { check } from "./check.js";
import { TABLES } from "./columns.js";
import { convert } from "./convert.js";
import { likeliest } from "./engine.js";
import { FORMATS, exportTable } from "./export.js";
import { Failure, Misuse } from "./misuse.js";
import { paintFor, setColour } from "./paint.js";
import { printError } from "./report.js";
import { RULES, parseRule } from "./rules.js";
import { summary } from "./summary.js";
import { version } from "./version.js";
import { printable } from "./wording.js";

const FILES = `
Files: histories as JSON arrays, or as messages one after another (NDJSON). A
directory means all files in it and below that end in .json, .jsonl or .ndjson,
with or without .gz or .zst. Quote a pattern such as 'logs/**/*.json'.
Files compressed with gzip or zstd are decompressed. Without files, or for -,
standard input is read.`;

const STATUS = `
Exit status: 0 if all messages are valid, 1 if one is not, 2 if the command
failed, 130 if it was interrupted.`;

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
    .description("Checks, summarizes, converts and exports histories of backend messages.")
    .version(version(), "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .addHelpText("after", `${FILES}\n${STATUS}\n\n\`backend-message COMMAND --help\` shows the options of a command, and examples.`);
  configure(program);

  command(program, "check", "report every issue in files")
    .option("--audit", "also report what is valid but suspicious")
    .addOption(
      new Option("--rule <code=level>", `set a rule of the audit to off, info or warning; may be repeated: ${RULES.join(", ")}`).argParser(parseRule),
    )
    .addOption(chosen(new Option("--fail-on <severity>", "exit with 1 for findings of the audit that are as severe as this"), ["info", "warning"]))
    .addOption(maxIssues("report at most this many issues, and as many findings, of each file"))
    .addOption(unknownKeys("strip"))
    .addOption(at())
    .addOption(malformedUnicode())
    .option("--json", "write a line of JSON for each issue and finding, and a last one with totals")
    .option("--sarif", "write one SARIF 2.1.0 document")
    .option("-q, --quiet", "print nothing about valid files")
    .addHelpText(
      "after",
      examples(
        ["check history.json", "one file"],
        ["check logs/ 'more/**/*.ndjson.gz'", "a directory, and all files that match a pattern"],
        ["check --audit --rule legacy_tool_name=off --fail-on warning logs/", "warnings of the audit fail the check"],
        ["check --json logs/ | jq -r 'select(.type == \"issue\").code' | sort | uniq -c", "count issues by code"],
      ),
    )
    .action((files, options) => finish(check(files, options)));

  command(program, "summary", "count messages, tokens, cost, tool calls, and bytes by field")
    .addOption(
      chosen(new Option("--by <table>", "show only this table, with all its rows; may be repeated"), ["session", "model", "role", "tool"], true),
    )
    .addOption(
      chosen(new Option("--repeated <what>", "of messages with the same id, count all or only the last one, across all files"), ["count", "last"]).default("count"),
    )
    .option("--json", "write a line of JSON for each file and, for several files, a last one with their sum")
    .addOption(maxIssues("report at most this many issues of each invalid message"))
    .addOption(unknownKeys("strip"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addHelpText(
      "after",
      examples(["summary logs/", "all files, and their sum"], ["summary --by model --by tool history.json", "two tables"], ["summary --json logs/ | jq -s '.[-1].usage.cost'", "the cost of all files"]),
    )
    .action((files, options) => finish(summary(files, options)));

  command(program, "convert", "write messages as an array or as NDJSON, with another naming of keys")
    .addOption(chosen(new Option("-n, --naming <naming>", "how to name keys"), ["wire", "camel", "snake"]).default("wire"))
    .addOption(chosen(new Option("--to <form>", "an array, or a line for each message (default: like the first file)"), ["array", "ndjson"]))
    .option("--pretty", "write an indented array")
    .addOption(unknownKeys("keep"))
    .addOption(maxIssues("report at most this many issues of each invalid message"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addOption(salvage())
    .addOption(rejected())
    .addOption(output())
    .addHelpText(
      "after",
      `\nSeveral files become one. An output file is replaced only when the new one is
complete. Without --salvage, the first invalid message ends the command. Values
of unknown keys are rewritten as JSON.parse reads them.\n` +
        examples(
          ["convert --naming snake history.json", "snake_case keys"],
          ["convert --to ndjson logs/ -o all.ndjson", "many files into one"],
          ["convert --salvage --rejected bad.ndjson broken.json -o good.json", "valid messages to one file, invalid ones to another"],
        ),
    )
    .action((files, options) => finish(convert(files, options)));

  command(program, "export", "write messages, tool calls or callback results as a table", [
    chosen(new Argument("<table>", "what each row is"), Object.keys(TABLES)),
  ])
    .addOption(chosen(new Option("-f, --format <format>", "output format (default: by the ending of the output file, else csv)"), FORMATS))
    .addOption(maxIssues("report at most this many issues of each invalid message"))
    .addOption(at())
    .addOption(malformedUnicode())
    .addOption(salvage())
    .addOption(rejected())
    .addOption(output())
    .addHelpText(
      "after",
      `\nEvery row has the file, the index and the offset of its message.\n` +
        examples(
          ["export messages logs/ -o messages.parquet", "for DuckDB, Spark, pandas, Polars"],
          ["export tool-calls --salvage history.json.gz -o calls.csv", "the valid part of a damaged file"],
          ["export callbacks --format ndjson logs/ | jq -c 'select(.success | not)'", "failed callbacks"],
        ),
    )
    .action((table, files, options) => finish(exportTable(table, files, options)));

  const isCommand = (/** @type {string} */ name) => program.commands.some((command) => command.name() === name);
  program
    .command("help")
    .argument("[command]")
    .description("show the help of a command")
    .action(async (name = "help") => {
      // An unknown command is reported as always.
      const asked = name === "help" ? ["--help"] : isCommand(name) ? [name, "--help"] : [name];
      await program.parseAsync(asked, { from: "user" });
    });

  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof Failure) {
      printError(error.message);
      return 2;
    }
    if (!(error instanceof Misuse)) throw error;
    printMisuse(error.message, isCommand(args[0]) ? args[0] : undefined);
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
  const made = program.command(name).description(description).helpOption("-h, --help", "show this help");
  for (const argument of before) made.addArgument(argument);
  made
    .argument("[files...]", "files, directories, patterns, or - for standard input")
    .addOption(chosen(new Option("--color <when>", "when to use colours; auto: on terminals, subject to NO_COLOR and FORCE_COLOR"), ["auto", "always", "never"]).default("auto"))
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
        printMisuse(text.replace(/^error: /, "").trimEnd(), command.parent === null ? undefined : command.name());
      },
    });
}

/**
 * @param {string} message may quote what was typed
 * @param {string} [command] that was misused
 */
function printMisuse(message, command) {
  printError(message.split("\n").map(printable).join("\n"));
  process.stderr.write(`\`backend-message ${command === undefined ? "" : `${command} `}--help\` shows how to use it\n`);
}

/** @param {...[command: string, does: string]} lines */
function examples(...lines) {
  return `\nExamples:\n${lines.map(([command, does]) => `  # ${does}\n  backend-message ${command}`).join("\n")}`;
}

/** @param {string} description */
function maxIssues(description) {
  return new Option("--max-issues <n>", description).default(100).argParser((value) => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number === 0) throw new Misuse(`--max-issues must be a positive integer, not ${JSON.stringify(value)}`);
    return number;
  });
}

/** @param {"strip" | "keep"} byDefault */
function unknownKeys(byDefault) {
  return chosen(new Option("--unknown-keys <what>", "what to do with unknown keys"), ["strip", "keep", "reject"]).default(byDefault);
}

function at() {
  return new Option("--at <pointer>", "where the list of messages is in each file, as a JSON Pointer such as /messages").argParser((value) => {
    if (value !== "" && !/^(\/([^~]|~[01])*)+$/.test(value)) throw new Misuse(`--at must be a JSON Pointer such as /messages, not ${JSON.stringify(value)}`);
    return value;
  });
}

function malformedUnicode() {
  return chosen(new Option("--malformed-unicode <what>", "what to do with lone surrogates and bytes that are not UTF-8"), ["reject", "replace"]).default("reject");
}

function salvage() {
  return new Option("--salvage", "leave out invalid messages and go on");
}

function rejected() {
  return new Option("--rejected <file>", "with --salvage: write what is left out to this file, as NDJSON");
}

function output() {
  return new Option("-o, --output <file>", "write to this file instead of standard output");
}

/**
 * An option, or argument, with a choice of values. Commander's own message for other values suggests none.
 *
 * @template {Option | Argument} Chosen
 * @param {Chosen} chosen
 * @param {readonly string[]} choices
 * @param {boolean} [isRepeatable] whether its value is a list
 * @returns {Chosen}
 */
function chosen(chosen, choices, isRepeatable = false) {
  const name = chosen instanceof Option ? `--${chosen.name()}` : `<${chosen.name()}>`;
  chosen.choices(choices).argParser((value, /** @type {any} */ before) => {
    if (choices.includes(value)) return isRepeatable ? [...(before ?? []), value] : value;
    const meant = likeliest(value, choices);
    const suggestion = meant === undefined ? "" : `\n(Did you mean ${meant}?)`;
    throw new Misuse(`${name} must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}, not ${JSON.stringify(value)}${suggestion}`);
  });
  return chosen;
}
