// The bytes of files that agents sent: fetched, compared with what was attached, and looked at before anything is shown.
import type { Upload } from "../gen/pumpup/v1/uploads_pb";
import { uploads } from "../wire/clients";

/** The most that is fetched for a preview. */
export const LARGEST_PREVIEW = 48 * 1024 * 1024;
/** The most of a text that is shown. */
export const LONGEST_TEXT = 200_000;

/** What of a file can be shown; nothing means that it is only saved. */
export type Shown = { is: "image"; type: string } | { is: "pdf" } | { is: "text" } | { is: "nothing" };

const IMAGES: Record<string, (bytes: Uint8Array) => boolean> = {
  "image/png": (bytes) => starts(bytes, 0, "\x89PNG\r\n\x1a\n"),
  "image/jpeg": (bytes) => starts(bytes, 0, "\xff\xd8\xff"),
  "image/gif": (bytes) => starts(bytes, 0, "GIF87a") || starts(bytes, 0, "GIF89a"),
  "image/webp": (bytes) => starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP"),
  "image/avif": (bytes) => starts(bytes, 4, "ftypavif") || starts(bytes, 4, "ftypavis"),
};
const TEXTS = ["text/plain", "text/csv", "text/markdown", "application/json"];
// Whatever a browser might run if it were opened by itself, or looks like it; it is no text to read here.
const MARKUP = /^\ufeff?\s*<(?:!doctype|!--|\?xml|html|head|body|svg|script|style|iframe|object|embed|meta|link|math|xsl)/i;
const MARKUP_NAME = /\.(?:x?html?|xht|mht(?:ml)?|svgz?|xml|xslt?)$/i;

/** What the server's guess and the first bytes allow together. */
export function shownAs({ contentType, fileName }: Pick<Upload, "contentType" | "fileName">, bytes: Uint8Array): Shown {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (IMAGES[type]?.(bytes)) return { is: "image", type };
  // Where the browser has no reader of its own it would save the file instead, which nobody asked for.
  if (type === "application/pdf" && starts(bytes, 0, "%PDF-") && navigator.pdfViewerEnabled) return { is: "pdf" };
  if (TEXTS.includes(type)) {
    const start = new TextDecoder().decode(bytes.subarray(0, 1_024));
    if (!MARKUP.test(start) && !MARKUP_NAME.test(fileName)) return { is: "text" };
  }
  return { is: "nothing" };
}

/** Whether a file may turn out to be shown, before its bytes are there. */
export const mayBeShown = ({ contentType, fileName, size }: Upload): boolean =>
  size <= BigInt(LARGEST_PREVIEW) &&
  (contentType in IMAGES || contentType === "application/pdf" || (TEXTS.includes(contentType) && !MARKUP_NAME.test(fileName)));

const starts = (bytes: Uint8Array, at: number, magic: string): boolean =>
  Array.from(magic).every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** Why a file is not to be trusted. */
export class Untrusted extends Error {}

/** Fetches a file whole, and only if it is the one that was attached. */
export async function fetchFile(id: string, sha256: string, took: (bytes: number) => void, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  if (!("subtle" in crypto)) {
    throw new Untrusted("This page did not come over an encrypted connection, so the browser can't check files. Open it over HTTPS.");
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const { chunk } of uploads.download({ id }, { signal })) {
    chunks.push(chunk);
    size += chunk.length;
    took(size);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (found !== sha256.toLowerCase()) {
    throw new Untrusted("This is not the file that was attached: its bytes have another SHA-256. It is neither shown nor saved.");
  }
  return bytes;
}

/** Saves bytes as a file; as bytes of no kind, so that nothing opens them by what they claim to be. */
export function save(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = safeName(name);
  link.click();
  // The browser reads it a little later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A file name without paths and without what can't be seen. */
export const safeName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .replace(/^[.\s]+/, "")
    .trim() || "file";

const TYPES: Record<string, string> = {
  "application/pdf": "PDF",
  "application/json": "JSON",
  "application/zip": "ZIP archive",
  "application/gzip": "gzip archive",
  "application/octet-stream": "unknown type",
  "text/plain": "text",
  "text/csv": "CSV",
  "text/markdown": "Markdown",
};

/** What a content type is called. */
export const typeText = (type: string): string =>
  TYPES[type] ?? (type in IMAGES ? type.slice("image/".length).toUpperCase() : type);

/** A size in words. */
export function sizeText(size: bigint | number): string {
  const bytes = Number(size);
  if (bytes < 1_000) return `${bytes} B`;
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}
