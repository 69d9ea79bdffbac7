import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

import { geography } from "./build/geography.ts";

export default defineConfig({
  base: "/",
  plugins: [geography()],
  build: {
    outDir: fileURLToPath(new URL("../static", import.meta.url)),
    emptyOutDir: true,
    assetsInlineLimit: 0, // a data: address would need a wider Content-Security-Policy
    modulePreload: { polyfill: false }, // the polyfill would be an inline script
    target: "es2022",
  },
  server: { proxy: { "/api": process.env["STREAMS_VIEW"] ?? "http://127.0.0.1:8080" } },
  test: { include: ["tests/**/*.test.ts"] },
});
