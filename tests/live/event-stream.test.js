// The text of an event stream: frames by the rules of the HTML Standard, however it is cut, and events that are checked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { createEventStreamParser } from "../../pkg-template/live/event-stream.js";
import { CASES, whole } from "./event-stream-cases.js";

const encoder = new TextEncoder();

/** The frames in pieces of a stream; what is not said of them is what a frame has by default. */
function framesOf(pieces, maxFrameBytes = Infinity, onSkip = () => assert.fail("a frame was passed over")) {
  const parse = createEventStreamParser({ maxFrameBytes, onSkip });
  return pieces.flatMap((piece) => [...parse(piece)]);
}

for (const [name, [stream, frames]] of Object.entries(CASES)) {
  test(name, () => {
    const bytes = encoder.encode(stream);
    assert.deepEqual(framesOf([stream]), whole(frames));
    assert.deepEqual(framesOf([...stream]), whole(frames));
    assert.deepEqual(framesOf(Array.from(bytes, (byte) => Uint8Array.of(byte))), whole(frames));
    if (bytes.length > 500) return;
    for (let cut = 0; cut <= bytes.length; cut++) {
      assert.deepEqual(framesOf([bytes.subarray(0, cut), bytes.subarray(cut)]), whole(frames), `cut at ${cut}`);
    }
    for (let cut = 0; cut <= stream.length; cut++) {
      assert.deepEqual(framesOf([stream.slice(0, cut), "", stream.slice(cut)]), whole(frames), `cut at ${cut}`);
    }
  });
}

test("malformed UTF-8 is replaced", () => {
  const bytes = Uint8Array.from([...encoder.encode("data:"), 0xff, 0xc3, ...encoder.encode("\n\ndata:b\n\n")]);
  assert.deepEqual(framesOf([bytes]).map(({ data }) => data), ["\ufffd\ufffd", "b"]);
});

/** What another parser finds. It gives a frame's own id only, and forgets that of a frame without data. */
function theirsOf(stream) {
  const frames = [];
  let [id, retry] = ["", undefined];
  const parser = createParser({
    onEvent: ({ event = "message", data, ...frame }) => frames.push({ event, data, id: (id = frame.id ?? id), retry }),
    onRetry: (value) => (retry = value),
  });
  parser.feed(stream);
  return frames;
}

const cut = (text, cuts) => {
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  return places.slice(1).map((place, index) => text.slice(places[index], place));
};

test("any text has the frames that eventsource-parser finds", () => {
  const part = fc.constantFrom(
    "data", "event", "retry", ":", " ", "\n", "\r", "\r\n", "\n\n", "1", "x", "é", "😀", "data: {}", "event: content", "\n\n", "foo",
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 40 }), fc.array(fc.nat()), (parts, cuts) => {
      const stream = parts.join("");
      const ours = framesOf(cut(stream, cuts));
      assert.deepEqual(ours, theirsOf(stream));
      assert.deepEqual(framesOf(cut(encoder.encode(stream), cuts)), ours);
    }),
    { numRuns: 5_000 },
  );
});

test("frames with fields in any order are parsed as by eventsource-parser", () => {
  const value = fc.constantFrom("", "1", " 20", "  x", "a:b", "{}", "é", "\0", "\ufeff");
  const line = fc.oneof(
    fc.tuple(fc.constantFrom("data", "event", "id", "retry", "", "other"), fc.constantFrom(":", ": "), value).map((parts) => parts.join("")),
    fc.constantFrom("data", "id", "event", "retry", ":"),
  );
  const end = fc.constantFrom("\n", "\r", "\r\n");
  const frame = fc.tuple(fc.array(line, { maxLength: 5 }), value).map(([lines, data]) => [...lines, `data:${data}`, ""]);
  const stream = fc
    .tuple(fc.array(frame, { maxLength: 5 }), fc.array(end, { minLength: 1, maxLength: 7 }))
    // A line feed after a carriage return would belong to it.
    .map(([frames, ends]) => frames.flat().reduce((text, line, at) => text + line + (ends[at % ends.length] === "\n" && line === "" && text.endsWith("\r") ? "\r" : ends[at % ends.length]), ""));
  fc.assert(
    fc.property(stream, fc.array(fc.nat()), (text, cuts) => assert.deepEqual(framesOf(cut(text, cuts)), theirsOf(text))),
    { numRuns: 2_000 },
  );
});
