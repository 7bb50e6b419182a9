// What the histories are made from, here and in the native benchmark.

export const SEED = 26;
export const MESSAGES = 1000;
