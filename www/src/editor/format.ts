// Lays out JSON with a line for each element. Only white space is changed, so that wrong JSON keeps what is wrong with it, and
// numbers and repeated keys stay as they were written.

/** Texts shorter than this can be read on one line. */
const SHORT = 120;

/** Whether all of a text that looks like JSON stands on one line. */
export const isOneLine = (text: string) => text.length > SHORT && /^\ufeff?\s*[[{]/.test(text) && !text.trim().includes("\n");

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{}:,]|[^ \t\r\n"[\]{}:,]+/gs;

/** @param most how long the outcome may be; a text that would get longer comes back as it is */
export function format(text: string, most: number): string {
  const parts: string[] = [];
  let length = 0;
  let depth = 0;
  let last = "";
  for (const [token] of text.replace(/^\ufeff/, "").matchAll(TOKEN)) {
    if (length > most) return text;
    length += token.length + 2 * Math.min(depth, 50) + 1;
    const isClosing = token === "]" || token === "}";
    if (isClosing) depth = Math.max(0, depth - 1);
    const isEmpty = isClosing && (last === "[" || last === "{");
    const isLineEnd = last === "[" || last === "{" || last === "," || isClosing;
    if (last !== "" && isLineEnd && token !== "," && !isEmpty) parts.push("\n", "  ".repeat(Math.min(depth, 50)));
    // What only white space told apart must not grow together.
    else if (last === ":" || (isValue(last) && isValue(token))) parts.push(" ");
    // One record after another.
    else if (isEnd(last) && depth === 0 && !isClosing && token !== ",") parts.push("\n");
    parts.push(token);
    if (token === "[" || token === "{") depth++;
    last = token;
  }
  return parts.join("");
}

const isEnd = (token: string) => token === "]" || token === "}";
const isValue = (token: string) => token !== "" && !/^[[\]{}:,]$/.test(token);
