// Numbers for people.

const whole = new Intl.NumberFormat("en");
const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });

export const count = (value: number) => whole.format(value);
export const short = (value: number) => (Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value));

/** `several(1, "message")` is "1 message", `several(2, "message")` is "2 messages". */
export const several = (value: number, noun: string) => `${whole.format(value)} ${noun}${value === 1 ? "" : "s"}`;

export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < 2) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

export function duration(milliseconds: number): string {
  // The clocks of some browsers tick a thousand times a second.
  if (milliseconds < 0.0005) return "< 1 ms";
  if (milliseconds < 0.1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 1) return `${milliseconds.toFixed(2)} ms`;
  if (milliseconds < 10) return `${milliseconds.toFixed(1)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

export const rate = (bytes: number, milliseconds: number) => `${size((bytes / Math.max(milliseconds, 0.01)) * 1000)}/s`;

/** For an axis: "8K". */
export const compactly = (value: number) => compact.format(value);

const money = (digits: number) => new Intl.NumberFormat("en", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: digits });
const cents = money(2);
const fractions = money(4);

/** "$15,610.53", "$0.0042", "<$0.0001". */
export function dollars(value: number): string {
  if (value > 0 && value < 0.0001) return "<$0.0001";
  return (Math.abs(value) >= 1 || value === 0 ? cents : fractions).format(value);
}
