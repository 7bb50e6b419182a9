/**
 * One thing that is wrong, and where.
 */
export type Issue = {
    /**
     * What kind of thing is wrong; stable.
     */
    code: IssueCode;
    /**
     * What is wrong, for people.
     */
    message: string;
    /**
     * The path from the root to the invalid value; keys as the input spells them.
     */
    path: readonly (string | number)[];
    /**
     * The path as a JSON Pointer (RFC 6901).
     */
    pointer: string;
    /**
     * What would have been right.
     */
    expected?: string;
    /**
     * What was found instead.
     */
    received?: string;
    /**
     * Where in the source: bytes of UTF-8 before it. Absent, like the five below, when the input was not text.
     */
    offset?: number;
    /**
     * UTF-16 units before it: the index in the source string.
     */
    index?: number;
    /**
     * Its line, from 1.
     */
    line?: number;
    /**
     * Its column, from 1, in UTF-16 units.
     */
    column?: number;
    /**
     * Where the invalid value, key, character or malformed sequence ends, in bytes of UTF-8.
     */
    endOffset?: number;
    /**
     * The same in UTF-16 units: `text.slice(index, endIndex)` is the invalid part.
     */
    endIndex?: number;
    /**
     * What to do about it, if that is known.
     */
    hint?: string;
};

/**
 * What kind of thing is wrong. The codes are stable; the messages are not.
 */
export type IssueCode = "invalid_json" | "unexpected_end" | "trailing_data" | "invalid_utf8" | "lone_surrogate" | "too_deep" | "missing_field" | "invalid_type" | "invalid_enum" | "not_integer" | "unsafe_integer" | "number_out_of_range" | "duplicate_key" | "unknown_key" | "too_large" | "internal_error";
