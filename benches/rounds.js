// A contest with a process for each contender. In one process, engines collect the garbage of one in the time of another, and
// compile what they share for all of them.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { roundsOf, standings } from "./contest.js";

const MEASURE = fileURLToPath(new URL("measure.js", import.meta.url));

/** What an engine says of itself: its versions, and the names of all workloads. */
export async function introduce(engine) {
  const process = new Contender(engine, {});
  const result = await process.next();
  await process.end();
  return result;
}

/** The results of a workload, its contenders in turns. */
export async function contestOf(engine, workload, quick) {
  const processes = [new Contender(engine, { workload, contender: 0, quick })];
  try {
    const { contenders, bytes, long } = await processes[0].next();
    const rounds = Object.fromEntries(contenders.map((name) => [name, []]));
    let memory;
    const start = async (contender) => {
      const process = new Contender(engine, { workload, contender, quick });
      processes.push(process);
      await process.next();
      return process;
    };
    const round = async (process, name) => {
      const { wasmMemory, ...times } = await process.round();
      rounds[name].push(times);
      if (process === processes[0]) memory = wasmMemory;
    };
    // Texts of a quarter of a gigabyte are not in memory for all at the same time.
    const turns = long ? 1 : roundsOf({ quick });
    if (!long) for (let index = 1; index < contenders.length; index++) await start(index);
    for (let turn = 0; turn < turns; turn++) {
      for (const [index, name] of contenders.entries()) {
        const process = processes[index] ?? (await start(index));
        await round(process, name);
        if (!long) continue;
        while (rounds[name].length < roundsOf({ quick })) await round(process, name);
        await process.end();
      }
    }
    return { workload, bytes, results: standings(rounds), ...(memory !== undefined && { wasmMemory: memory }) };
  } finally {
    for (const process of processes) await process.end();
  }
}

/** A process that measures one contender whenever it is asked to. */
class Contender {
  #child;
  #lines;
  #ended;

  constructor({ command, args }, options) {
    this.#child = spawn(command, [...args, MEASURE, JSON.stringify(options)], { stdio: ["pipe", "pipe", "inherit"] });
    this.#ended = new Promise((resolve, reject) => this.#child.on("error", reject).on("close", resolve));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async next() {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#child.spawnfile} ended with ${await this.#ended}`);
    return JSON.parse(value);
  }

  round() {
    this.#child.stdin.write("\n");
    return this.next();
  }

  /** Ends a process that has nothing to do. */
  async end() {
    this.#child.stdin.end();
    await this.#ended;
  }
}
