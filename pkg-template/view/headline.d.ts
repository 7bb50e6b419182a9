/**
 * What a tool call is about, in one line of at most 200 characters: the command, the file, the title; `""` while nothing is
 * known of it.
 *
 * @param name the tool's name of today
 * @param given the arguments that fit what the tool declares
 */
export declare function headlineOf(name: string, given: { readonly [name: string]: unknown }): string;
