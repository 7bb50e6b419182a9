// Texts in pieces, and the records of a stream as a list.

export async function collect(stream) {
  const records = [];
  for await (const record of stream) records.push(record);
  return records;
}

/** The pieces of a text or of bytes, each of that size but the last. */
export function* cut(text, size) {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}
