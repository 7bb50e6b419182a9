// Where the bytes of a history go: a rectangle for each field, as large as its share.

import type { Summary } from "../library.ts";
import { count, several, size } from "../ui/format.ts";
import { Inline } from "../ui/text.tsx";
import { type Place, squarify } from "./squarify.ts";

type Fields = Summary["fields"];

interface Part {
  name: string;
  bytes: number;
  hint: string;
  group: string;
}

/** Smaller parts are gathered in one. */
const LEAST = 0.002;

export function Treemap({ bytes, fields }: { bytes: number; fields: Fields }) {
  const parts = partsOf(bytes, fields);
  const places = squarify(parts.map(({ bytes }) => bytes), 100, 44);
  return (
    <section class="treemap">
      <h2>What the bytes are</h2>
      <ul>
        {parts.map(({ name, bytes: own, hint, group }, at) => (
          <li key={name} data-group={group} title={`${name}: ${size(own)}, ${hint}`} style={style(places[at])}>
            <span>
              <Inline text={name} most={60} />
            </span>
            <span class="treemap-size">
              {size(own)} · {percent(own / bytes)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const percent = (share: number) => (share < 0.01 ? "<1 %" : `${Math.round(100 * share)} %`);

const style = (place: Place | undefined) => ({
  left: `${place?.x ?? 0}%`,
  top: `${(100 * (place?.y ?? 0)) / 44}%`,
  width: `${place?.width ?? 0}%`,
  height: `${(100 * (place?.height ?? 0)) / 44}%`,
});

/** Parts that do not overlap, the largest first: a list's own bytes are those outside of its fields. */
function partsOf(bytes: number, fields: Fields): Part[] {
  const inner = (path: string) => fields.filter((field) => field.path.startsWith(`${path}.`)).reduce((sum, field) => sum + field.bytes, 0);
  const parts = fields.map(({ path, bytes: whole, values }): Part => {
    const within = inner(path);
    const [group = path] = path.split(".");
    return { name: within > 0 ? `${path}: keys and brackets` : path, bytes: whole - within, hint: several(values, "value"), group };
  });
  const top = fields.filter(({ path }) => !path.includes(".")).reduce((sum, field) => sum + field.bytes, 0);
  parts.push({ name: "keys and brackets", bytes: bytes - top, hint: "and white space", group: "rest" });
  const large = parts.filter((part) => part.bytes >= LEAST * bytes).sort((a, b) => b.bytes - a.bytes);
  const small = parts.filter((part) => part.bytes < LEAST * bytes && part.bytes > 0);
  if (small.length === 0) return large;
  const rest = small.reduce((sum, part) => sum + part.bytes, 0);
  return [...large, { name: "all others", bytes: rest, hint: `${count(small.length)} kinds`, group: "rest" }];
}
