/**
 * One thing in a history that is well formed and still suspicious.
 */
export type Finding = {
    /**
     * What is suspicious; stable.
     */
    code: FindingCode;
    /**
     * How much it matters. It follows from the code.
     */
    severity: Severity;
    /**
     * What is suspicious, for people.
     */
    message: string;
    /**
     * The path from the list of messages to the value in question, keys as the input spells them; where the input was a
     * single message, from there.
     */
    path: readonly (string | number)[];
    /**
     * The path as a JSON Pointer (RFC 6901).
     */
    pointer: string;
    /**
     * The message's id. Absent if it is longer than 256 bytes, which a backend's ids never are.
     */
    id?: string;
    /**
     * Where the value begins, or where an input stops being JSON: bytes of UTF-8 before it. Absent, like the three below,
     * when the input was not text.
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
};

/**
 * What is suspicious. The codes are stable; the messages are not.
 */
export type FindingCode = "unknown_role" | "negative_number" | "duplicate_message_id" | "duplicate_tool_call_id" | "callback_without_call" | "unfinished_call" | "failed_without_result" | "legacy_tool_name" | "unknown_tool_name" | "invalid_input" | "cache_creation_not_included" | "cache_read_not_included";

/**
 * How much a finding matters.
 */
export type Severity = "warning" | "info";
