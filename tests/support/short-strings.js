// Preloaded, this makes the longest string of the engine much shorter than V8's 512 MB: 2 MB. So tests need not have more.

const LONGEST = 2 ** 21;

for (const [method, width] of Object.entries({ latin1Slice: 1, ucs2Slice: 2 })) {
  const slice = Buffer.prototype[method];
  Buffer.prototype[method] = function (start, end) {
    if (end - start <= width * LONGEST) return slice.call(this, start, end);
    throw Object.assign(new Error("Cannot create a string longer than 0x200000 characters"), { code: "ERR_STRING_TOO_LONG" });
  };
}

const { stringify } = JSON;
JSON.stringify = (value, ...rest) => {
  const text = stringify(value, ...rest);
  if (text.length <= LONGEST) return text;
  throw new RangeError("Invalid string length");
};
