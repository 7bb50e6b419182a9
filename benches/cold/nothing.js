// What every process takes.
export {};
