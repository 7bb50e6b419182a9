// Icons, drawn on a grid of 16. They accompany words, or stand in a button that has a label.

const PATHS = {
  file: "M4 1.75h5L12.25 5v9.25h-8.5zM9 1.75V5h3.25",
  link: "M6.5 9.5l3-3M7 4.5l1.2-1.2a3 3 0 0 1 4.3 4.3L11.2 8.8M4.8 7.2 3.5 8.5a3 3 0 0 0 4.3 4.3L9 11.5",
  paste: "M5.5 2.75h5v2h-5zM5.5 3.75H3.75v10h8.5v-10H10.5",
  copy: "M5.75 5.75h7.5v7.5h-7.5zM10.25 5.5V2.75h-7.5v7.5H5.5",
  check: "m3 8.5 3.2 3.2L13 4.8",
  cross: "m4 4 8 8m0-8-8 8",
  warning: "M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1",
  error: "M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 4.8v3.9M8 10.9v.1",
  info: "M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 7.3v3.9M8 5v.1",
  running: "M8 1.75a6.25 6.25 0 1 1 0 12.5 6.25 6.25 0 0 1 0-12.5zM8 4.5V8l2.3 1.6",
  chevron: "m6 3.5 4.5 4.5L6 12.5",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9zm3.3 7.8 3.2 3.2",
  download: "M8 2.25v8m-3.2-3L8 10.5l3.2-3.25M2.75 13.25h10.5",
  out: "M9.5 2.75h3.75V6.5M13 3 7.5 8.5M11.25 9v4.25h-8.5v-8.5H7",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6zM8 1.2v1.5M8 13.3v1.5M1.2 8h1.5M13.3 8h1.5M3.2 3.2l1 1M11.8 11.8l1 1M3.2 12.8l1-1M11.8 4.2l1-1",
  moon: "M13.5 9.6A5.8 5.8 0 0 1 6.4 2.5a5.8 5.8 0 1 0 7.1 7.1z",
  up: "M8 13V3.2M3.8 7.2 8 3l4.2 4.2",
  play: "M4.75 2.75v10.5L13 8z",
  stop: "M4 4h8v8H4z",
  source: "m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
  code: "m5.5 4.5-3.5 3.5 3.5 3.5M10.5 4.5 14 8l-3.5 3.5",
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);

export const Mark = () => (
  <svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
    <rect width="32" height="32" rx="7" />
    <path d="M11 8c-3 0-3 2-3 4s0 4-2 4c2 0 2 2 2 4s0 4 3 4M21 8c3 0 3 2 3 4s0 4 2 4c-2 0-2 2-2 4s0 4-3 4" />
    <path d="m12.5 16.5 2.5 2.5 5-6" />
  </svg>
);
