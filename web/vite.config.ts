import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    // Whatever is inlined as a data: URL would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Checked in: no maps, which would double what is carried about.
    sourcemap: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  // While one works on the page, a server beside it answers its calls: `pumpup serve --public-url http://localhost:5173`.
  server: { proxy: { "/pumpup.v1": "http://127.0.0.1:50051", "/session": "http://127.0.0.1:50051" } },
});
