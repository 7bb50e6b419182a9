// Names that are made to harm code which keeps them in a table or a tree.

/** Ways to make a name of a number. */
export const SHAPES = {
  "as long as a field's, with its ends": (index) => `u${String(index).padStart(7, "0")}t`,
  "with one long beginning": (index) => `${"a".repeat(40)}${index}`,
  "with one long end": (index) => `${index}${"a".repeat(40)}`,
  // Strings whose hash is the same where one adds up 31 times the last (Java's, and many others').
  "that collide in simple hashes": (index) => [...index.toString(2).padStart(19, "0")].map((bit) => (bit === "0" ? "Aa" : "BB")).join(""),
  "that are array indices": (index) => String(index * 7919),
  "of invisible characters": (index) => "\u200b".repeat(1 + (index % 50)) + index,
};

/** Those that engines treat specially. */
export const SPECIAL = [
  "__proto__", "constructor", "prototype", "toString", "valueOf", "toJSON", "hasOwnProperty", "then", "length", "name2", "__defineGetter__",
  "__defineSetter__", "__lookupGetter__", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString", "caller", "callee", "arguments", "default",
];
