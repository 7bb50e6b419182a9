import type { ToolCallData } from "../pure/generated/records.js";
import type { Lenient } from "../pure/lenient.js";
import type { ShowOutput } from "../pure/generated/tools.js";

/**
 * The outputs of a call of `Show`, or of `ShowMedia`, `show_media` or `media_showcase`, its older names. Empty for any other
 * call, and for one that failed. Every output has what its type requires: an HTTP address (in the oldest calls an absolute
 * path) or its data.
 */
export declare function media(call: Lenient<Pick<ToolCallData, "finished" | "input" | "isError" | "name">>): readonly Medium[];

/** An output that is shown. */
export type Medium = ShowOutput & {
  /** What kind of thing it is. */
  type: string;
  /** Its headline. */
  title: string;
};
