// How a client is set up, and the sentences for who set it up wrongly.
import { SetupError } from "./errors.js";

const NO_KEY = "Set PUMPUP_API_KEY to an agent's key: export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)";

/** The key, or what to do about its absence. */
export function checkedKey(key: string | undefined): string {
  const trimmed = key?.trim();
  if (!trimmed) throw new SetupError(NO_KEY);
  // Anything else cannot be sent in a header, and is most often a paste that went wrong.
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new SetupError(`The API key holds characters that no key has. ${NO_KEY}`);
  return trimmed;
}

/** The server's address. A key goes over plaintext only to this machine itself, unless that is allowed by name. */
export function checkedUrl(text: string, allowPlaintext: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const extra = url && (url.pathname !== "/" || url.search || url.hash || url.username || url.password);
  if (!url || extra || !["http:", "https:"].includes(url.protocol)) {
    throw new SetupError(
      `PUMPUP_URL has to look like http://HOST:PORT, or https://HOST:PORT for TLS; it is ${JSON.stringify(text)}.`,
    );
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowPlaintext) {
    throw new SetupError(
      `${url.origin} is plaintext, and whoever listens on the way to it would have your key. Use https://, or say ` +
        "allowPlaintext: true if the way is safe (a private network, a sidecar).",
    );
  }
  return url.origin;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
