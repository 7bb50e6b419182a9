import type { ToolCallData } from "../pure/generated/records.js";
import type { ToolArguments, ToolArgumentsByName } from "../pure/generated/tools.js";
import type { PartialJsonError } from "./partial-json.js";

export type * from "../pure/generated/tools.js";

/**
 * Parses the arguments of a tool call. Each `call` object is parsed once, and again when its `input` was replaced. Every
 * call returns the same value: do not change it.
 *
 * @returns `{ ok: true, value: undefined }` for an empty input; an error for one that is cut short, as in most unfinished
 * calls (`unexpected_end`), and for one that is not JSON (`invalid_json`)
 */
export declare function toolInput(call: Pick<ToolCallData, "input">): ToolInput;

/** A tool call's parsed input, or why it is not JSON. */
export type ToolInput =
  | { /** Whether it is JSON, or empty. */ ok: true; /** The value, any that JSON has, or none. */ value: unknown }
  | {
      /** Whether it is JSON, or empty. */
      ok: false;
      /** Why it is not JSON. */
      error: ToolInputError;
      /** The part of the value that is certain. */
      value: unknown;
    };

/** Why a tool call's input is not JSON, and where the error is. */
export type ToolInputError = PartialJsonError;

/**
 * The arguments that match the tool's declaration, under their current names, and all others. An object or a list that
 * matches entirely is the same object as in the input.
 *
 * @param name the tool's current name
 * @param input the parsed input
 * @param isPartial whether more of the input may come; the beginning of an enum's member is then not reported
 */
export declare function argumentsOf<Name extends string>(
  name: Name,
  input: unknown,
  isPartial?: boolean,
): { value: ArgumentsOf<Name>; misfits: readonly Misfit[] };

/** The arguments of a tool by its name; any object for an unknown tool. */
export type ArgumentsOf<Name extends string> = Name extends keyof ToolArgumentsByName
  ? ToolArgumentsByName[Name]
  : { readonly [name: string]: unknown };

/** An argument, or a part of one, that does not match the tool's declaration. */
export type Misfit = {
  /** Its path in the input. */
  path: readonly (string | number)[];
  /** What was expected there; `undefined` if the tool has no such argument. */
  expected: string | undefined;
  /** What was found there. */
  value: unknown;
};

/**
 * The name of an unknown tool: an MCP server's, or one that the model made up. Its type is the form of MCP names, so that
 * comparing `name` with a known name narrows the arguments.
 */
export type OtherToolName = `${string}_${string}`;

/** A tool's name and arguments, discriminated by `name`. */
export type NamedArguments = ToolArguments | { name: OtherToolName; arguments: { readonly [name: string]: unknown } };
