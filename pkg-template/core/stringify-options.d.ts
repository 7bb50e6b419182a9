/** How to write. */
export type StringifyOptions = {
  /**
   * How keys are named: as the backend does, camelCase but snake_case inside callback results (`"wire"`, the
   * default); camelCase throughout (`"camel"`); snake_case throughout (`"snake"`).
   */
  naming?: "wire" | "camel" | "snake" | undefined;
  /** By how many spaces each level is indented, at most 10; by default everything is on one line. */
  space?: number | undefined;
};
