/**
 * A tool call in one line of at most 200 characters: the command, the file, the title; `""` while nothing is known about it.
 *
 * @param name the tool's current name
 * @param given the arguments that match the tool's declaration
 */
export declare function headlineOf(name: string, given: { readonly [name: string]: unknown }): string;
