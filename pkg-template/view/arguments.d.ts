import type { ToolCallData } from "../pure/generated/records.js";
import type { ToolArguments, ToolArgumentsByName } from "../pure/generated/tools.js";
import type { PartialJsonError } from "./partial-json.js";

export type * from "../pure/generated/tools.js";

/**
 * The arguments of a tool call, parsed. That happens once for each object `call`, or again when its `input` was
 * replaced, and gives the same value each time: do not change it.
 *
 * @returns no value, `{ ok: true, value: undefined }`, for an empty input; an error for one that is cut short, as that of
 *   an unfinished call usually is (`unexpected_end`), and for one that is not JSON (`invalid_json`)
 */
export declare function toolInput(call: Pick<ToolCallData, "input">): ToolInput;

/** What a tool call's input holds, or why that cannot be told. */
export type ToolInput =
  | { /** Whether it is JSON, or empty. */ ok: true; /** The value, any that JSON has, or none. */ value: unknown }
  | {
      /** Whether it is JSON, or empty. */
      ok: false;
      /** Why it is not JSON. */
      error: ToolInputError;
      /** The part of the value that is sure. */
      value: unknown;
    };

/** Why a tool call's input is not JSON, and where in it that shows. */
export type ToolInputError = PartialJsonError;

/**
 * The arguments that fit what the tool declares, under the names that the tool has for them now, and all others. Where all
 * of an object or a list fits, it is the same object in the arguments as in the input.
 *
 * @param name the tool's name of today
 * @param input the parsed input
 * @param isPartial whether more of the input may come: then the beginning of an enum's member is not reported
 */
export declare function argumentsOf<Name extends string>(
  name: Name,
  input: unknown,
  isPartial?: boolean,
): { value: ArgumentsOf<Name>; misfits: readonly Misfit[] };

/** The arguments of a tool by its name; of a tool that is not known, any object. */
export type ArgumentsOf<Name extends string> = Name extends keyof ToolArgumentsByName
  ? ToolArgumentsByName[Name]
  : { readonly [name: string]: unknown };

/** An argument, or a part of one, that is not as the tool declares it. */
export type Misfit = {
  /** Where it stands in the input. */
  path: readonly (string | number)[];
  /** What should stand there; `undefined` where the tool has no such argument. */
  expected: string | undefined;
  /** What stands there. */
  value: unknown;
};

/**
 * The name of a tool that is not known by name: an MCP server's, or one that the model made up. In TypeScript it has the
 * form of the former, so that a comparison with a known name tells which arguments there are.
 */
export type OtherToolName = `${string}_${string}`;

/** A tool's name and arguments, told apart by `name`. */
export type NamedArguments = ToolArguments | { name: OtherToolName; arguments: { readonly [name: string]: unknown } };
