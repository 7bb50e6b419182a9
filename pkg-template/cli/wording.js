// Numbers and names as people read them.

/**
 * @param {number} number
 * @param {string} what in the singular
 * @param {string} [plural]
 */
export function count(number, what, plural = `${what}s`) {
  return `${integer(number)} ${number === 1 ? what : plural}`;
}

/** @param {number} number */
export function integer(number) {
  return number.toLocaleString("en", { maximumFractionDigits: 0 });
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return count(bytes, "byte");
  let value = bytes / 1000;
  const units = ["KB", "MB", "GB", "TB"];
  // 999.5 would be rounded to 1,000.
  while (value >= 999.5 && units.length > 1) {
    value /= 1000;
    units.shift();
  }
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${units[0]}`;
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/**
 * A text with escapes for characters that a terminal obeys, or does not show.
 *
 * @param {string} text
 */
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = /** @type {number} */ (character.codePointAt(0));
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
}

/**
 * What only strict reading refuses between messages.
 *
 * @param {number} offset
 */
export function irregularity(offset) {
  return `at byte ${integer(offset)}, between messages, is something that parseMany refuses: NUL, U+001E, a byte order mark, or an array beside single messages`;
}
