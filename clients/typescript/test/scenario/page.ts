// The player's part within a page: what Node drives of it, and what the page asks of Node.
import type { Client } from "../../src/shared.js";
import { PumpUp } from "../../src/web.js";
import { acts } from "./acts.js";
import { play } from "./player.js";
import type { World } from "./world.js";

/** What Node exposes to a page. */
declare const stage: {
  say(line: object): Promise<void>;
  ask: World["ask"];
  at: World["at"];
};

/** What Node knows and a page does not. */
export type Given = Pick<World, "url" | "adminKey" | "form" | "reasons" | "skips"> & { apiKey: string };

/** Plays the scenario on the page of the stage's own server. */
async function playHere({ apiKey, ...given }: Given): Promise<void> {
  const { say, ask, at } = stage;
  const make: World["make"] = (making) => new PumpUp({ apiKey, ...making });
  const file: World["file"] = async (bytes) => new File([bytes], "photos.bin");
  // Lines must not overtake each other on their way to Node.
  let told = Promise.resolve();
  await play({ ...given, make, ask, at, file }, (line) => void (told = told.then(() => say(line))));
  await told;
}

/** Does an act on the page of another server. */
function act(name: keyof typeof acts, apiKey: string, arg: unknown): Promise<unknown> {
  const client: Client = new PumpUp({ apiKey, timeoutMs: typeof arg === "number" ? arg : undefined });
  return acts[name](client, stage.ask, String(arg));
}

Object.assign(globalThis, { playHere, act });
