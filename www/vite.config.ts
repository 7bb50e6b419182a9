import { defineConfig } from "vite";

import { largeSample } from "./large-sample.js";
import { headerPolicy, policy } from "./policy.ts";

export default defineConfig({
  // Runs from any directory of a server.
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  plugins: [
    {
      name: "content security policy",
      transformIndexHtml: () => [
        { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: policy }, injectTo: "head-prepend" },
      ],
    },
    {
      name: "large sample",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "samples/100000.ndjson.gz", source: largeSample() });
      },
    },
  ],
  build: {
    outDir: "../build/www",
    emptyOutDir: true,
    // The versions that know CSS's `light-dark()`.
    target: ["chrome123", "firefox120", "safari17.5"],
    // As `data:` URLs, small files would need a wider policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  preview: {
    host: "127.0.0.1",
    port: 4180,
    headers: {
      "content-security-policy": headerPolicy,
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  },
});
