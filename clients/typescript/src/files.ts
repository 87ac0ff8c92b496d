// Bytes on their way to the server: what can be sent, and in which pieces.
import { SetupError } from "./errors.js";

/** What can be uploaded: the path of a file (on Node), bytes, a Blob or File, or a stream of bytes. */
export type FileSource = string | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/** Files by their paths, where there is a file system. */
export interface FileSystem {
  read(path: string): AsyncIterable<Uint8Array>;
  write(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  nameOf(path: string): string;
}

/** The size of a piece: small enough for every limit on the way, large enough to be quick. */
const PIECE = 256 * 1024;

/** Whether the source can be read again, and so be sent again. */
export function isReplayable(source: FileSource): boolean {
  return typeof source === "string" || source instanceof Uint8Array || source instanceof Blob;
}

/** The bytes of a source. */
export function read(source: FileSource, files: FileSystem | undefined): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  if (typeof source === "string") return known(files).read(source);
  if (source instanceof Uint8Array) return [source];
  return readable(source instanceof Blob ? source.stream() : source);
}

/** The file system, or a sentence for who is in a browser. */
export function known(files: FileSystem | undefined): FileSystem {
  if (!files) throw new SetupError("Paths of files are for Node; in a browser, use a File or a Blob, or its bytes.");
  return files;
}

/** Streams of the web are not iterable in every browser. */
async function* readable(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (!("getReader" in stream)) return yield* stream;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel();
  }
}

/** The same bytes in pieces of which none is too large for a message. */
export async function* pieces(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    // By its name, since every realm has a class of its own. Whatever else has a length would be sent as nothing, or as rubbish.
    if (Object.prototype.toString.call(chunk) !== "[object Uint8Array]") {
      throw new SetupError("A stream to upload has to give Uint8Arrays (or Buffers).");
    }
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}
