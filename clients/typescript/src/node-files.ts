// Files by their paths, on Node.
import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";

import type { FileSystem } from "./files.js";

export const files: FileSystem = {
  read: (path) => createReadStream(path),
  write: (path, bytes) => writeFile(path, bytes),
  nameOf: (path) => basename(path),
};
