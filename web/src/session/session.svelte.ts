// Who is signed in, and how one comes in and leaves. The cookie itself is out of the page's sight.
import { Role, type AccessWhoAmIResponse } from "../gen/pumpup/v1/access_pb";
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
    state = { is: "in", me: await access.whoAmI({}) };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal.reason === "UNAUTHENTICATED") state = { is: "out", ended: false };
    else state = { is: "unreachable", message: refusal.message };
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
  await look();
}

/** Ends this browser's session. */
export async function signOut(): Promise<void> {
  const response = await fetch("/session", { method: "DELETE" });
  if (!response.ok && response.status !== 401) throw new Error(await words(response));
  state = { is: "out", ended: false };
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
