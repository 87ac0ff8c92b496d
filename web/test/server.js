// The real binary, on a folder and a port of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { PATIENCE } from "./patience.js";

const BINARY = process.env.PUMPUP_BIN ?? fileURLToPath(new URL("../../target/debug/pumpup", import.meta.url));

/** A server that a test started. */
export class Server {
  #child;
  #flags;
  #variables;
  #port = 0;
  /** What it wrote to its log, for when a test fails. */
  log = "";

  /** Starts one on an empty folder, and answers once it serves. */
  static async start(flags = [], variables = {}) {
    const server = new Server();
    server.#flags = flags;
    server.#variables = variables;
    server.folder = await mkdtemp(join(tmpdir(), "pumpup-page-"));
    await server.start();
    return server;
  }

  /** Starts it, on the port that it had before if it had one. */
  async start() {
    const place = ["--listen", `127.0.0.1:${this.#port}`, "--data", this.folder, "--log", "warn,pumpup::web=debug"];
    // What the caller's environment says of a server is not meant for this one.
    const clean = Object.entries(process.env).filter(([name]) => !name.startsWith("PUMPUP_"));
    const env = { ...Object.fromEntries(clean), ...this.#variables };
    const child = spawn(BINARY, ["serve", ...place, ...this.#flags], { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    child.stderr.setEncoding("utf8").on("data", (text) => (this.log += text));
    const greeting = new Promise((resolve, reject) => {
      let words = "";
      child.stdout.setEncoding("utf8").on("data", (text) => {
        words += text;
        const origin = /serving at (http:\/\/\S+)/.exec(words)?.[1];
        if (origin) resolve(origin);
      });
      child.once("error", (error) => reject(new Error(`${BINARY} can't be started`, { cause: error })));
      child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${this.log}`)));
      setTimeout(() => reject(new Error(`the server does not greet: ${this.log}`)), PATIENCE).unref();
    });
    this.origin = await greeting;
    this.#port = Number(new URL(this.origin).port);
  }

  /** Ends it: at once with SIGKILL, in order with SIGTERM. */
  async stop(signal = "SIGTERM") {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  }

  /** Ends it and takes its folder away. */
  async close() {
    // Open streams of pages need not be waited for: nothing is looked at any more.
    await this.stop("SIGKILL");
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The first key of a role: `admin` or `agent`. */
  async key(role) {
    return (await readFile(join(this.folder, `${role}.key`), "utf8")).trim();
  }
}
