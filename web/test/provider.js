// A real provider of OpenID Connect, on a port of its own: whoever signs in there is who they say they are.
import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

import OpenId from "oidc-provider";

/** The client that pumpup is to it. */
export const CLIENT = "pumpup";

const page = (uid) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>The house's provider</title><link rel="icon" href="data:," /></head>
  <body>
    <form method="post" action="/door/${uid}">
      <label>E-mail <input name="email" type="email" /></label>
      <button name="do" value="enter">Enter</button>
      <button name="do" value="leave">Leave</button>
    </form>
  </body>
</html>`;

/** A provider that a test started. */
export class Provider {
  #http = createServer((request, response) => this.#answer(request, response));
  #openId;
  /** Addresses that it knows of, but not whose they are. */
  unverified = new Set();

  /** Opens its port; it answers once it knows its client. It is another site than the workspace, as in life. */
  static async start() {
    const provider = new Provider();
    provider.#http.listen(0, "127.0.0.1");
    await once(provider.#http, "listening");
    provider.issuer = `http://localhost:${provider.#http.address().port}`;
    return provider;
  }

  /** Takes the workspace at this origin as its client, with a secret if it is to show one. */
  takes(origin, secret) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.#openId = new OpenId(this.issuer, {
      clients: [
        {
          client_id: CLIENT,
          redirect_uris: [`${origin}/session/oidc/callback`],
          ...(secret ? { client_secret: secret } : { token_endpoint_auth_method: "none" }),
        },
      ],
      claims: { openid: ["sub"], email: ["email", "email_verified"] },
      cookies: { keys: ["of the test"] },
      jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), kid: "of-the-test", alg: "RS256", use: "sig" }] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_, { uid }) => `/door/${uid}` },
      findAccount: (_, email) => ({
        accountId: email,
        claims: () => ({ sub: email, email, email_verified: !this.unverified.has(email) }),
      }),
      // Nobody is asked whether the workspace may know their address: the house has decided that.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
        grant.addOIDCScope("openid email");
        await grant.save();
        return grant;
      },
      ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
    });
  }

  async #answer(request, response) {
    const uid = /^\/door\/([\w-]+)$/.exec(request.url)?.[1];
    if (!uid) return this.#openId.callback()(request, response);
    if (request.method === "GET") return response.setHeader("content-type", "text/html").end(page(uid));
    let body = "";
    for await (const part of request.setEncoding("utf8")) body += part;
    const form = new URLSearchParams(body);
    const done =
      form.get("do") === "enter" ? { login: { accountId: form.get("email") } } : { error: "access_denied" };
    return this.#openId.interactionFinished(request, response, done, { mergeWithLastSubmission: false });
  }

  /** Ends it. */
  close() {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}
