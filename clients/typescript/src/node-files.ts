// Files by their paths, on Node.
import { createReadStream } from "node:fs";
import { realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename } from "node:path";

import type { FileSystem } from "./files.js";
import { freshKey } from "./plain.js";

export const files: FileSystem = {
  read: (path) => createReadStream(path),
  write,
  nameOf: (path) => basename(path),
};

/** Writes beside the file and renames then: whoever reads the path sees the old file or the whole new one, never a part. */
async function write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const old = await stat(path).catch(absent);
  if (old && !old.isFile()) return writeFile(path, bytes); // A pipe or a device has nothing to lose, and cannot be replaced.
  const place = old ? await realpath(path) : path; // What a link leads to is replaced, and not the link.
  const part = `${place}.${freshKey()}.part`;
  try {
    await writeFile(part, bytes, { flag: "wx", ...(old && { mode: old.mode }) });
    await rename(part, place);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
