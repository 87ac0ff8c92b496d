// Plays the scenario on Node: `node.js connect-node` or `node.js grpc-js`.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { grpcJs } from "../../src/grpc-js.js";
import { PumpUp } from "../../src/index.js";
import { acts } from "./acts.js";
import { play } from "./player.js";
import { ask, say, table, variable } from "./stage.js";
import type { Making } from "./world.js";

const transport = process.argv[2] === "grpc-js" ? grpcJs() : undefined;
const make = (making: Making = {}) => new PumpUp({ transport, ...making });
const folder = await mkdtemp(join(tmpdir(), "pumpup-scenario-"));

try {
  await play(
    {
      url: variable("PUMPUP_URL"),
      adminKey: variable("PUMPUP_ADMIN_KEY"),
      form: table("form.json"),
      reasons: table("reasons.json"),
      make,
      ask,
      async at(url, act, arg) {
        const timeoutMs = typeof arg === "number" ? arg : undefined;
        return acts[act as keyof typeof acts](make({ url, timeoutMs }), ask, String(arg));
      },
      async file(bytes) {
        const path = join(folder, "photos.bin");
        await writeFile(path, bytes);
        return path;
      },
      skips: {},
    },
    say,
  );
} finally {
  await rm(folder, { recursive: true });
}
process.stdin.destroy();
