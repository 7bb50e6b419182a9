// What the page may do. It goes with the page as a `<meta>` element, wherever the page is served from, and our own server
// sends it as a header, where it can say more.

const POLICY = {
  "default-src": "'none'",
  // The package's wasm is compiled from bytes; nothing is ever evaluated from text.
  "script-src": "'self' 'wasm-unsafe-eval'",
  "worker-src": "'self'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self'",
  // For addresses that the visitor types; samples come from the page's own origin.
  "connect-src": "'self' https: http://localhost:* http://127.0.0.1:*",
  "base-uri": "'none'",
  "form-action": "'none'",
  // No text of a message can become markup or the address of a script, not even by mistake.
  "require-trusted-types-for": "'script'",
  "trusted-types": "playground-workers",
};

const written = Object.entries(POLICY).map(([name, value]) => `${name} ${value}`);

export const policy = written.join("; ");

/** For a header only; in a `<meta>` element browsers ignore this directive, and say so. */
export const headerPolicy = [...written, "frame-ancestors 'none'"].join("; ");
