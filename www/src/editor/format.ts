// Lays out JSON with a line for each element. Only white space is changed: numbers and repeated keys stay as they were written.

/** Texts shorter than this can be read on one line. */
const SHORT = 120;

/** Whether a text that looks like JSON is all on one line. */
export const isOneLine = (text: string) => text.length > SHORT && /^\ufeff?\s*[[{]/.test(text) && !text.trim().includes("\n");

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}:,]|[^ \t\r\n"[\]{}:,]+/g;
/** Deeper elements are indented no further. */
const DEEPEST = 50;

/**
 * A text that is not JSON comes back unchanged: after an error, nobody knows what is inside a string and what is not.
 *
 * @param most how long the outcome may be; a text that would get longer comes back as it is, too
 */
export function format(text: string, most: number): string {
  const json = text.replace(/^\ufeff/, "");
  if (!isJson(json)) return text;
  const parts: string[] = [];
  let length = 0;
  let depth = 0;
  let last = "";
  for (const [token] of json.matchAll(TOKEN)) {
    if (length > most) return text;
    length += token.length + 2 * Math.min(depth, DEEPEST) + 1;
    const opens = last === "[" || last === "{";
    const closes = token === "]" || token === "}";
    if (closes) depth--;
    if ((opens && !closes) || last === "," || (closes && !opens)) parts.push("\n", "  ".repeat(Math.min(depth, DEEPEST)));
    else if (last === ":") parts.push(" ");
    parts.push(token);
    if (token === "[" || token === "{") depth++;
    last = token;
  }
  return parts.join("");
}

function isJson(text: string) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
