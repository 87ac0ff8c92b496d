// The stage, as a program on Node speaks with it: in lines of JSON.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

import type { World } from "./world.js";

const SCENARIO = new URL("../../../../scenario/", import.meta.url); // From where this is compiled to.

/** A table of the scenario. */
export function table(name: string): any {
  return JSON.parse(readFileSync(new URL(name, SCENARIO), "utf8"));
}

export function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let turn: Promise<unknown> = Promise.resolve();

/** Asks the stage; one ask after the other. */
export const ask: World["ask"] = (question) => {
  const answered = turn.then(async () => {
    say(question);
    const answer = JSON.parse((await lines.next()).value);
    if (answer.error) throw new Error(`the stage: ${answer.error}`);
    return answer;
  });
  turn = answered.catch(() => {}); // Whoever asked hears of it.
  return answered;
};

/** A variable that the stage sets. */
export function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: clients/scenario/run does that`);
  return value;
}
