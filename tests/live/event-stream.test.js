// The text of an event stream: frames by the rules of the HTML Standard, however it is cut, and events that are checked.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createParser } from "eventsource-parser";
import fc from "fast-check";
import { createEventStreamParser } from "../../pkg-template/live/event-stream.js";

const encoder = new TextEncoder();

/** The frames in pieces of a stream; what is not said of them is what a frame has by default. */
function framesOf(pieces, maxFrameBytes = Infinity, onSkip = () => assert.fail("a frame was passed over")) {
  const parse = createEventStreamParser({ maxFrameBytes, onSkip });
  return pieces.flatMap((piece) => [...parse(piece)]);
}

/** Cases after those of web-platform-tests, `eventsource/format-*`, and the examples of the standard: stream, frames. */
const CASES = {
  "a byte order mark is passed over": ["\ufeffdata:1\n\n", [{ data: "1" }]],
  "a second byte order mark is part of a field's name": ["\ufeff\ufeffdata:1\n\ndata:2\n\n", [{ data: "2" }]],
  "a byte order mark inside is none": ["data:1\n\n\ufeffdata:2\n\ndata:3\n\n", [{ data: "1" }, { data: "3" }]],
  "comments are passed over": [`data:1\r:\0\n:\r\ndata:2\n:${"x".repeat(2000)}\rdata:3\n:data:fail\r:${"x".repeat(2000)}\ndata:4\n\n`, [{ data: "1\n2\n3\n4" }]],
  "data before the end of the stream is none": ["data:1\n\ndata:2", [{ data: "1" }]],
  "data that a line ends, but no frame": ["data:1\n\ndata:2\n", [{ data: "1" }]],
  "a field that is only a name": ["data\n\ndata\ndata\n\ndata:test\n\n", [{ data: "" }, { data: "\n" }, { data: "test" }]],
  "empty events": ["event: x\n\ndata:1\n\n", [{ data: "1" }]],
  "the name of an event": ["event:test\ndata:x\n\ndata:x\n\n", [{ event: "test", data: "x" }, { data: "x" }]],
  "an event's empty name": ["event: \ndata:data\n\n", [{ data: "data" }]],
  "the last name counts": ["event:a\nevent:b\ndata:1\n\n", [{ event: "b", data: "1" }]],
  "leading spaces": ["data:\ttest\rdata: \ndata:test\n\n", [{ data: "\ttest\n\ntest" }]],
  "one space is taken away, no more": ["data:  a \n\n", [{ data: " a " }]],
  "line ends of all kinds": ["data:1\r\ndata:2\rdata:3\ndata:4\r\n\r\n", [{ data: "1\n2\n3\n4" }]],
  "a carriage return ends a frame": ["data:1\r\rdata:2\r\r", [{ data: "1" }, { data: "2" }]],
  "other white space ends no line": ["data:1\u2028\u0085\u000b\u000c2\n\n", [{ data: "1\u2028\u0085\u000b\u000c2" }]],
  "NUL is a character": ["data:\0\n\n\ndata:x\0y\n\n", [{ data: "\0" }, { data: "x\0y" }]],
  "the last id stays": ["id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", [{ data: "a", id: "1" }, { data: "b", id: "1" }, { data: "c" }]],
  "an id without data counts": ["id: 7\n\ndata: a\n\n", [{ data: "a", id: "7" }]],
  "an id with NUL does not": ["id: 1\ndata: a\n\nid: \0 2\ndata: b\n\n", [{ data: "a", id: "1" }, { data: "b", id: "1" }]],
  "an id with spaces": ["id:  a \ndata:1\n\n", [{ data: "1", id: " a " }]],
  "a time to wait": ["retry:3000\ndata:1\n\nretry:03\n\ndata:2\n\n", [{ data: "1", retry: 3000 }, { data: "2", retry: 3 }]],
  "what is no time to wait": ["retry:1000\nretry:x\nretry:1.5\nretry:-1\nretry: 5 \nretry\ndata:1\n\n", [{ data: "1", retry: 1000 }]],
  "unknown fields": ["data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\n\n", [{ data: "test\n" }]],
  "names of fields are exact": ["Data:1\ndata :2\nDATA:3\ndata:4\n\n", [{ data: "4" }]],
  "UTF-8": ["data:ok…\n\ndata:é😀\u0000\n\n", [{ data: "ok…" }, { data: "é😀\0" }]],
  "no colon, many colons": ["data:a:b:c\n:\n\n", [{ data: "a:b:c" }]],
  "nothing": ["", []],
  "only line ends": ["\r\n\n\r\r\n\n", []],
  "the backend's frames": [
    'id: 1\nevent: connected\ndata: {"sessionId":"s"}\nretry: 3000\n\nid: 2\nevent: content\ndata: {"content":"a"}\nretry: 3000\n\n',
    [
      { event: "connected", data: '{"sessionId":"s"}', id: "1", retry: 3000 },
      { event: "content", data: '{"content":"a"}', id: "2", retry: 3000 },
    ],
  ],
};

const whole = (frames) => {
  let retry;
  return frames.map((frame) => ({ event: "message", id: "", retry: (retry = frame.retry ?? retry), ...frame }));
};

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

test("frames with fields in any order have what eventsource-parser finds in them", () => {
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
