// Where a link really leads.

/** What is to be known of a link before one follows it. */
export interface Destination {
  /** The host as the network knows it: in ASCII, with `xn--` where it has other letters. */
  host: string;
  /** The whole address in the same form. */
  address: string;
  /** What is suspicious about it; empty if nothing is. */
  warnings: string[];
}

/** Looks at an address; nothing if it is no absolute http or https one. */
export function destination(address: string): Destination | undefined {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return undefined;
  }
  if (!["http:", "https:"].includes(url.protocol)) return undefined;
  const warnings: string[] = [];
  if (url.hostname.includes("xn--")) {
    warnings.push("The host has letters that can look like others. Shown here is what the network reads.");
  }
  if (/^[\d.]+$/.test(url.hostname) || url.hostname.startsWith("[")) {
    warnings.push("The host is a bare number, not a name.");
  }
  if (url.username || url.password) warnings.push("What stands before the @ is a user name, not the host.");
  if (url.protocol === "http:") warnings.push("The connection is not encrypted.");
  return { host: url.host, address: url.href, warnings };
}
