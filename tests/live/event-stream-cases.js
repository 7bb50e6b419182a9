// Event streams and the frames in them.

/** Cases after those of web-platform-tests, `eventsource/format-*`, and the examples of the standard: stream, frames. */
export const CASES = {
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

/** Frames with all that they have: a name by default, and what the ones before them left. */
export const whole = (frames) => {
  let retry;
  return frames.map((frame) => ({ event: "message", id: "", retry: (retry = frame.retry ?? retry), ...frame }));
};
