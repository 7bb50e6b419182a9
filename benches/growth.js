// What becomes of time and memory as texts grow.

/** In megabytes; each text is about so long. */
export const SIZES = [1, 10, 100];
export const growthName = (size) => `${size} MB of messages, bytes`;

/** Of the texts that grow, what a byte took, in nanoseconds, and what memory the wasm module had then. */
export function growthOf(contests) {
  return SIZES.flatMap((size) => {
    const contest = contests.find(({ workload }) => workload === growthName(size));
    if (contest === undefined) return [];
    const [ours, json] = contest.results.map(({ median }) => median / contest.bytes);
    return [{ size, byte: ours, json, wasmMemory: contest.wasmMemory }];
  });
}
