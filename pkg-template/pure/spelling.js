// Suggests a known name for a misspelt one. src/text/spelling.rs does the same for the names of fields.

/**
 * The name that a word probably means; undefined if no name is similar, or if the word is one of the names.
 *
 * @param {string} word
 * @param {readonly string[]} names
 */
export function likeliest(word, names) {
  let best;
  let least = Infinity;
  for (const name of names) {
    const most = Math.floor(Math.max(word.length, name.length) / 3);
    if (Math.abs(word.length - name.length) > most) continue;
    const edits = distance(word.toLowerCase(), name.toLowerCase());
    if (edits <= most && edits < least) [best, least] = [name, edits];
  }
  return best;
}

/**
 * The Levenshtein distance.
 *
 * @param {string} word
 * @param {string} name
 */
function distance(word, name) {
  let row = Array.from({ length: name.length + 1 }, (_, index) => index);
  for (let at = 0; at < word.length; at++) {
    const next = [at + 1];
    for (let to = 0; to < name.length; to++) {
      const replaced = row[to] + (word[at] === name[to] ? 0 : 1);
      next.push(Math.min(replaced, row[to + 1] + 1, next[to] + 1));
    }
    row = next;
  }
  return row[name.length];
}
