// Who is signed in, and how one comes in and leaves. The cookie itself is out of the page's sight.
import { equals } from "@bufbuild/protobuf";

import { AccessWhoAmIResponseSchema, Role, type AccessWhoAmIResponse } from "../gen/pumpup/v1/access_pb";
import { access, onSignedOut } from "../wire/clients";
import { refusalOf } from "../wire/refusal";

type State =
  | { is: "unknown" }
  | { is: "unreachable"; message: string }
  | { is: "out"; ended: boolean }
  | { is: "in"; me: AccessWhoAmIResponse };

let state = $state.raw<State>({ is: "unknown" });

onSignedOut(() => {
  if (state.is === "in") state = { is: "out", ended: true };
});

// Another tab signed in or out: the cookie, which all of them share, is somebody else's now.
const others = new BroadcastChannel("pumpup.session");
others.onmessage = () => void look();
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && state.is === "in") void look();
});

export const session = {
  get state(): State {
    return state;
  },
  /** Who is signed in; only asked for by what is shown to nobody else. */
  get me(): AccessWhoAmIResponse {
    if (state.is !== "in") throw new Error("nobody is signed in");
    return state.me;
  },
  get isAdmin(): boolean {
    return state.is === "in" && state.me.role === Role.ADMIN;
  },
};

/** Asks the server who is signed in. */
export async function look(): Promise<void> {
  try {
    const me = await access.whoAmI({});
    const before = state.is === "in" ? state.me : undefined;
    // What is on the page was for somebody else; nothing of it may be pressed in this one's name.
    if (before && before.id !== me.id) location.reload();
    else if (!before || !equals(AccessWhoAmIResponseSchema, before, me)) state = { is: "in", me };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.reason === "UNAUTHENTICATED") state = { is: "out", ended: state.is === "in" || (state.is === "out" && state.ended) };
    // Who is in stays in while the server is away.
    else if (state.is !== "in") state = { is: "unreachable", message: refusal.message };
  }
}

/** The ways in that this server offers. */
export interface Methods {
  password: boolean;
  proxy: boolean;
  oidc: { name: string } | null;
}

export async function methods(): Promise<Methods> {
  const response = await fetch("/session/methods");
  if (!response.ok) throw new Error(await words(response));
  return (await response.json()) as Methods;
}

/** What one signs in with. */
export type Means = { link: string } | { name: string; password: string; account: string } | { proxy: true };

/** Signs in; the error's message is a sentence for the person. */
export async function signIn(means: Means): Promise<void> {
  const response = await fetch("/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(means),
  });
  if (!response.ok) throw new Error(await words(response));
  others.postMessage("in");
  await look();
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  const response = await fetch("/session", { method: "DELETE" });
  if (!response.ok && response.status !== 401) throw new Error(await words(response));
  state = { is: "out", ended: false };
  others.postMessage("out");
}

async function words(response: Response): Promise<string> {
  try {
    const said = (await response.json()) as { message?: string };
    if (said.message) return said.message;
  } catch {
    // What stands between answered something of its own.
  }
  return `The server answered ${response.status}.`;
}
