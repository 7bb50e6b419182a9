// Generated from src/js/abi.rs by `cargo xtask generate`; do not edit.

// How to read: bits of the flags that `begin` and `check_events` take.

/** The text is a list of records, not a single one. */
export const MANY = 1;
/** Keep unknown keys. */
export const KEEP = 2;
/** Reject unknown keys. */
export const REJECT = 4;
/** Report every issue. Without this and `SALVAGE`, reading ends at the first one, which is not reported. */
export const REPORT = 8;
/** The text was a string whose lone surrogates were encoded as three bytes each. */
export const SURROGATES = 16;
/** Skip invalid records, and report each. */
export const SALVAGE = 32;
/** The text is narrowed UTF-16 (src/js/narrow.rs). For `begin` only. */
export const NARROW = 64;
/** Replace malformed Unicode in strings. */
export const REPLACE = 128;
/** Count only the last message of each id. For summaries only. */
export const LAST = 256;

// What `read` returns. Up to `FULL`, everything that was read is valid.

/** The text has ended. */
export const DONE = 0;
/** The window has ended inside a record: more text is needed. */
export const MORE = 1;
/** The tape is full: take the records, then read on. */
export const FULL = 2;
/** Something invalid has ended the reading. */
export const INVALID = 3;
/** The tape has one record, in which malformed Unicode was replaced. */
export const REPLACED = 4;
/** A record was rejected, and ends where the reading stopped. */
export const REJECTED = 5;
/** A record was rejected, and its end is not known yet: everything up to the next `REJECTED` belongs to it. */
export const BROKEN = 6;

// What `narrow` returns.

/** The string has a lone surrogate. */
export const LONE_SURROGATE = 0;
/** All of it is ASCII. */
export const ASCII_ONLY = 1;
/** It has characters beyond ASCII. */
export const BEYOND_ASCII = 2;

// Words of the header (src/js/header.rs).

/** Bytes that have been read. */
export const CONSUMED = 0;
/** Records on the tape. */
export const COUNT = 1;
/** Address of the tape. */
export const TAPE = 2;
/** Address of the ASCII arena. */
export const ASCII = 3;
/** Length of the ASCII arena in bytes. */
export const ASCII_LENGTH = 4;
/** Address of the wide arena. */
export const WIDE = 5;
/** Length of the wide arena in UTF-16 units. */
export const WIDE_LENGTH = 6;
/** How many words there are. */
export const HEADER_WORDS = 7;

// Words of a record on the tape (src/decode/tape.rs).

/** Words of a slot. */
export const SLOT_WORDS = 2;
/** The slot after the record's last one. */
export const NEXT = 1;
/** 1 + the slot of the last unknown entry, or 0. */
export const UNKNOWN = 2;
/** Where the record begins in the window. */
export const START = 3;
/** Its first field. */
export const FIELDS = 4;
/** Bits of a string's length. The two bits above them say which arena the string is in. */
export const LENGTH_BITS = 30;
/** The longest string. */
export const LONGEST = 1073741823;

// Value events (src/js/value_events.rs): the first character of each, and the byte after it.

/** An object begins. */
export const OBJECT = "{";
/** The object ends. */
export const OBJECT_END = "}";
/** An array begins. */
export const ARRAY = "[";
/** The array ends. */
export const ARRAY_END = "]";
/** A key. */
export const KEY = ":";
/** A key with a lone surrogate. */
export const MALFORMED_KEY = ";";
/** A string. */
export const STRING = "\"";
/** A string with a lone surrogate. */
export const MALFORMED_STRING = "'";
/** A number, as JavaScript writes it: `5`, `-1e+21`, `NaN`. */
export const NUMBER = "#";
/** `true` or `false`. */
export const BOOLEAN = "b";
/** `null`. */
export const NULL = "n";
/** An array or object that is nested too deeply; always the last event. */
export const TOO_DEEP = "!";
/** The name of a value that JSON does not have. */
export const NOT_JSON = "?";
/** The byte after an event; it does not occur in UTF-8. */
export const EVENT_END = 255;

// Sizes and limits.

/** Bytes of a checkpoint (src/js/checkpoint_numbers.rs). */
export const CHECKPOINT_BYTES = 120;
/** UTF-16 units of a text whose strings always fit on the tape: a unit takes at most three bytes. */
export const SHORT = 16384;
/** Bytes of a rejected record's source that are kept: the rest of a broken array may be gigabytes. */
export const SOURCE_BYTES = 67108864;
/** How many arrays and objects may be nested. */
export const DEPTH = 128;
/** UTF-16 units of a string that suffice for every message about it. */
export const SHOWN_UNITS = 82;
/** The default of `maxIssues`. */
export const DEFAULT_MAX_ISSUES = 100;
/** The most issues that are gathered. */
export const MOST_ISSUES = 10000;
/** The default of `maxFindings`. */
export const DEFAULT_MAX_FINDINGS = 1000;
/** The most findings that are gathered. */
export const MOST_FINDINGS = 10000;
/** Hexadecimal digits of an id's fingerprint (src/js/summary_json.rs). */
export const FINGERPRINT_DIGITS = 16;

/** @typedef {"__abort_handler" | "__instance_terminated" | "__wbindgen_externrefs" | "__wbindgen_free" | "__wbindgen_start" | "begin" | "begin_audit" | "check_events" | "checkpoint" | "findings" | "follow" | "header" | "issues" | "locate" | "memory" | "narrow" | "read" | "rejection" | "replaced" | "reserve" | "reserve_units" | "resume" | "summary" | "switch_off" | "wide_as_utf8"} Export what the core or insight exports */
