// Uploads: the bytes of files, which an action attaches to a task.
import type { Client } from "@connectrpc/connect";

import { TimeoutError, UnavailableError } from "./errors.js";
import { isReplayable, known, pieces, read } from "./files.js";
import type { FileSource, FileSystem } from "./files.js";
import { UploadStatus } from "./gen/pumpup/v1/uploads_pb.js";
import type { Upload as WireUpload, Uploads as Service } from "./gen/pumpup/v1/uploads_pb.js";
import { retrying } from "./layer.js";
import { jittered, Limit, pause } from "./limits.js";
import type { CallOptions } from "./limits.js";
import { unknown } from "./outcomes.js";
import { freshKey, given, named, toSetDate } from "./plain.js";
import type { Keyed } from "./plain.js";
import { heard, PACE } from "./watch.js";
import type { Pace } from "./watch.js";

/** A file. */
export interface Upload {
  id: string;
  /** UNKNOWN: of a newer server than this client knows. */
  status: "READY" | "UNKNOWN";
  /** What the first bytes look like. It is sniffed; do not trust it for display. */
  contentType: string;
  /** How many bytes. (uint64 on the wire; a number holds what a server takes.) */
  size: number;
  /** The SHA-256 of the bytes in lower-case hex. */
  sha256: string;
  fileName: string | undefined;
  createdAt: Date;
}

/** A file to send. */
export interface NewUpload extends Keyed {
  file: FileSource;
  /** Taken from a path or a File unless given. */
  fileName?: string | undefined;
}

/** An upload may take a while. */
const UPLOAD_TIMEOUT = 300_000;
const DOWNLOAD_ATTEMPTS = 5;

/** What uploads need besides the stub. */
export interface UploadSettings {
  url: string;
  files: FileSystem | undefined;
  /** How long a download may be silent. */
  pace?: Pace | undefined;
}

export class Uploads {
  readonly #stub: Client<typeof Service>;
  readonly #settings: UploadSettings;

  constructor(stub: Client<typeof Service>, settings: UploadSettings) {
    this.#stub = stub;
    this.#settings = settings;
  }

  /**
   * Sends a file; five minutes are given to it unless `timeoutMs` says otherwise. Paths, bytes and Blobs are sent again while
   * the server is away; streams cannot be.
   */
  async upload({ file, fileName, idempotencyKey = freshKey() }: NewUpload, options: CallOptions = {}): Promise<Upload> {
    const { files, url } = this.#settings;
    const name = fileName ?? this.#nameOf(file);
    const limit = new Limit("Uploads.Upload", { ...options, timeoutMs: options.timeoutMs ?? UPLOAD_TIMEOUT }, { write: true });
    let unreadable: { error: unknown } | undefined;
    const messages = async function* () {
      yield { idempotencyKey, fileName: name };
      try {
        for await (const chunk of pieces(read(file, files))) yield { chunk: chunk as Uint8Array<ArrayBuffer> };
      } catch (error) {
        unreadable = { error };
        limit.end(); // Half of a file is none: the call is given up, whatever the transport makes of the error.
        throw error;
      }
    };
    const once = () => this.#stub.upload(messages(), { signal: limit.signal });
    try {
      const { upload } = isReplayable(file) ? await retrying(once, limit, url) : await limit.race(once());
      return toUpload(upload);
    } catch (error) {
      throw (unreadable as { error: unknown } | undefined)?.error ?? error;
    } finally {
      limit.end();
    }
  }

  /** What is known about a file. */
  async get({ id }: { id: string }, options?: CallOptions): Promise<Upload> {
    return toUpload((await this.#stub.get({ id }, options)).upload);
  }

  /** The bytes of a file, which are read as they are needed. */
  download({ id }: { id: string }, options: CallOptions = {}): Download {
    return new Download(() => this.#chunks(id, options), this.#settings.files);
  }

  /** The chunks of a file. Its bytes never change: after a broken connection, those that came already are skipped. */
  async *#chunks(id: string, options: CallOptions): AsyncGenerator<Uint8Array> {
    const limit = new Limit("Uploads.Download", options);
    const { pace = PACE } = this.#settings;
    const open = (signal: AbortSignal) => this.#stub.download({ id }, { signal });
    let taken = 0;
    try {
      for (let failures = 0; ; ) {
        let skip = taken;
        try {
          for await (const { chunk } of heard(open, limit, pace, "The next part of the file")) {
            const rest = chunk.subarray(Math.min(skip, chunk.length));
            skip -= chunk.length - rest.length;
            taken += rest.length;
            if (rest.length > 0) yield rest;
          }
          return;
        } catch (error) {
          limit.signal.throwIfAborted();
          const broken = error instanceof UnavailableError || error instanceof TimeoutError;
          if (!broken || ++failures === DOWNLOAD_ATTEMPTS) throw error;
          await pause(jittered(200 * 2 ** failures), limit.signal);
        }
      }
    } finally {
      limit.end();
    }
  }

  #nameOf(file: FileSource): string {
    if (typeof file === "string") return known(this.#settings.files).nameOf(file);
    return typeof File !== "undefined" && file instanceof File ? file.name : "";
  }
}

/** A file that is being read: iterate over it, or take it whole. Nothing is fetched before. */
export class Download implements AsyncIterable<Uint8Array> {
  readonly #open: () => AsyncGenerator<Uint8Array>;
  readonly #files: FileSystem | undefined;

  constructor(open: () => AsyncGenerator<Uint8Array>, files: FileSystem | undefined) {
    this.#open = open;
    this.#files = files;
  }

  [Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    return this.#open();
  }

  /** All of it, as a Blob. */
  async blob(): Promise<Blob> {
    const parts: BlobPart[] = [];
    for await (const chunk of this) parts.push(chunk as Uint8Array<ArrayBuffer>);
    return new Blob(parts);
  }

  /** All of it. */
  async bytes(): Promise<Uint8Array> {
    return new Uint8Array(await (await this.blob()).arrayBuffer());
  }

  /** As a stream of the web. */
  stream(): ReadableStream<Uint8Array> {
    const chunks = this.#open();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return(undefined);
      },
    });
  }

  /** Into a file, on Node. */
  async toFile(path: string): Promise<void> {
    await known(this.#files).write(path, this);
  }
}

function toUpload(upload: WireUpload | undefined): Upload {
  if (!upload) throw unknown("no upload");
  const { id, contentType, size, sha256, fileName, createdAt } = upload;
  return {
    id,
    status: named(UploadStatus[upload.status]) as Upload["status"],
    contentType,
    size: Number(size),
    sha256,
    fileName: given(fileName),
    createdAt: toSetDate(createdAt),
  };
}
