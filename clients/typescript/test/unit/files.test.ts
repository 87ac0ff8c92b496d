// Files over a transport that fails as it is told to.
import assert from "node:assert/strict";
import { lstat, mkdtemp, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { Uploads as Service } from "../../src/gen/pumpup/v1/uploads_pb.js";
import type { UploadStatus } from "../../src/gen/pumpup/v1/uploads_pb.js";
import { Uploads } from "../../src/uploads.js";
import { PACE } from "../../src/watch.js";
import { AWAY, client } from "./fixture.js";

test("what can be read again is uploaded again, from its beginning", async () => {
  let attempts = 0;
  const keys = new Set<string>();
  const { uploads } = client(({ service }) =>
    service(Service, {
      async upload(requests) {
        let size = 0;
        let fileName = "";
        for await (const request of requests) {
          if (request.idempotencyKey) keys.add(request.idempotencyKey);
          fileName ||= request.fileName;
          assert.ok(request.chunk.length <= 256 * 1024);
          size += request.chunk.length;
        }
        if (++attempts === 1) throw AWAY();
        return { upload: { id: "u", size: BigInt(size), fileName } };
      },
    }),
  );
  const path = join(await mkdtemp(join(tmpdir(), "pumpup-")), "photos.bin");
  await writeFile(path, new Uint8Array(600_000));
  const { size, fileName } = await uploads.upload({ file: path });
  assert.deepEqual([size, fileName, attempts, keys.size], [600_000, "photos.bin", 2, 1]);
  attempts = 0;
  await assert.rejects(uploads.upload({ file: new Blob(["gone"]).stream() }), { name: "UnavailableError" });
  await assert.rejects(uploads.upload({ file: "/nowhere/photos.bin" }), /ENOENT.*\/nowhere\/photos\.bin/);
});

test("a download goes on where it broke", async () => {
  let attempts = 0;
  const { uploads } = client(({ service }) =>
    service(Service, {
      async *download() {
        yield { chunk: Uint8Array.of(1, 2) };
        if (++attempts === 1) throw AWAY();
        yield { chunk: Uint8Array.of(3) };
      },
    }),
  );
  const path = join(await mkdtemp(join(tmpdir(), "pumpup-")), "photos.bin");
  await uploads.download({ id: "u" }).toFile(path);
  assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
  assert.deepEqual([...(await uploads.download({ id: "u" }).bytes())], [1, 2, 3]);
});

test("a download that falls silent goes on with another stream, and not for ever", async () => {
  const opened: boolean[] = [];
  let hanging = 1;
  const { stubs, url } = client(({ service }) =>
    service(Service, {
      async *download(_, { signal }) {
        const at = opened.push(false) - 1;
        yield { chunk: Uint8Array.of(1) };
        if (opened.length <= hanging) await new Promise((resolve) => signal.addEventListener("abort", resolve));
        opened[at] = signal.aborted;
        yield { chunk: Uint8Array.of(2) };
      },
    }),
  );
  const uploads = new Uploads(stubs.uploads, { url, files: undefined, pace: { ...PACE, silence: 20 } });
  assert.deepEqual([...(await uploads.download({ id: "u" }).bytes())], [1, 2]);
  assert.deepEqual(opened, [true, false]);
  hanging = Infinity;
  await assert.rejects(uploads.download({ id: "u" }, { timeoutMs: 300 }).bytes(), /Uploads.Download took longer than 0.3 s/);
});

test("an upload has its five minutes unless it is given a number", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const hanging = { unary: () => new Promise<never>(() => {}), stream: () => new Promise<never>(() => {}) };
  const { uploads } = client(() => {}, { transport: () => ({ transport: hanging }) });
  const upload = uploads.upload({ file: Uint8Array.of(1) }, { timeoutMs: undefined });
  context.mock.timers.tick(300_000);
  await assert.rejects(upload, { name: "TimeoutError", message: /took longer than 300 s/ });
});

test("a stream of anything but bytes is refused", async () => {
  let stored = 0;
  const { uploads } = client(({ service }) =>
    service(Service, {
      async upload(requests) {
        for await (const { chunk } of requests) stored += chunk.length;
        stored += 1;
        return { upload: { id: "u" } };
      },
    }),
  );
  for (const chunk of [new ArrayBuffer(4), new Uint16Array(4), "text", 7]) {
    const file = new ReadableStream({ start: (controller) => (controller.enqueue(chunk), controller.close()) });
    const sentence = "A stream to upload has to give Uint8Arrays (or Buffers).";
    await assert.rejects(uploads.upload({ file }), { name: "SetupError", message: sentence });
  }
  assert.equal(stored, 0);
});

test("a file is replaced by a whole one, or stays as it was", async () => {
  let breaks = true;
  const { uploads } = client(({ service }) =>
    service(Service, {
      async *download() {
        yield { chunk: Uint8Array.of(1, 2) };
        if (breaks) throw new Error("gone");
        yield { chunk: Uint8Array.of(3) };
      },
    }),
  );
  const folder = await mkdtemp(join(tmpdir(), "pumpup-"));
  const path = join(folder, "photos.bin");
  const link = join(folder, "link");
  await writeFile(path, "old", { mode: 0o600 });
  await symlink(path, link);
  await assert.rejects(uploads.download({ id: "u" }).toFile(path));
  assert.equal(await readFile(path, "utf8"), "old");
  breaks = false;
  await uploads.download({ id: "u" }).toFile(link);
  assert.deepEqual([...(await readFile(path))], [1, 2, 3]);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.ok((await lstat(link)).isSymbolicLink());
  await uploads.download({ id: "u" }).toFile("/dev/null");
  assert.deepEqual((await readdir(folder)).sort(), ["link", "photos.bin"]);
});

test("the status of a file that is not known is UNKNOWN", async () => {
  const { uploads } = client(({ service }) => service(Service, { get: () => ({ upload: { status: 99 as UploadStatus } }) }));
  assert.equal((await uploads.get({ id: "u" })).status, "UNKNOWN");
});
