// Sentences and classes of what goes wrong.
import assert from "node:assert/strict";
import test from "node:test";

import { Code, ConnectError } from "@connectrpc/connect";

import { PumpUp } from "../../src/index.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  RequestInfoSchema,
  RetryInfoSchema,
} from "../../src/gen/google/rpc/error_details_pb.js";
import { codeName, refusal } from "../../src/refusal.js";
import { checkedKey, checkedUrl } from "../../src/setup.js";
import { passes } from "../../src/watch.js";

const PLAIN = "http://127.0.0.1:1";
const TLS = "https://localhost:1";

test("a refusal keeps all that the server said", () => {
  const error = refusal(
    new ConnectError("2 fields are wrong", Code.InvalidArgument, undefined, [
      { desc: ErrorInfoSchema, value: { reason: "INVALID_REQUEST", domain: "pumpup", metadata: { count: "2" } } },
      { desc: BadRequestSchema, value: { fieldViolations: [{ field: "summary", description: "is missing" }] } },
      { desc: RequestInfoSchema, value: { requestId: "job-7" } },
      { desc: RetryInfoSchema, value: { retryDelay: { seconds: 1n, nanos: 500_000_000 } } },
    ]),
    PLAIN,
  );
  assert.equal(error.name, "InvalidRequestError");
  assert.equal(error.message, "2 fields are wrong\n  summary: is missing");
  assert.deepEqual(
    [error.reason, error.code, error.metadata, error.requestId, error.retryDelayMs, error.refused],
    ["INVALID_REQUEST", "INVALID_ARGUMENT", { count: "2" }, "job-7", 1500, true],
  );
  assert.deepEqual(error.violations, [{ field: "summary", description: "is missing" }]);
});

/** Said by what is below, at which address, the class that it becomes, and what its sentence names. */
const CONNECTIONS: [string, Code, string, string, RegExp][] = [
  ["connect ECONNREFUSED 127.0.0.1:1", Code.Unavailable, PLAIN, "UnavailableError", /pumpup serve/],
  ["getaddrinfo ENOTFOUND nowhere", Code.Unavailable, PLAIN, "UnavailableError", /PUMPUP_URL/],
  ["write EPROTO: wrong version number", Code.Internal, TLS, "SetupError", /use http:\/\/localhost:1/],
  ["self-signed certificate in certificate chain", Code.Internal, TLS, "SetupError", /PUMPUP_CA_CERT/],
  ["http/2 stream closed with error code CANCEL (0x8)", Code.Canceled, PLAIN, "UnavailableError", /use https:\/\/127/],
  ["Stream closed with error code NGHTTP2_REFUSED_STREAM", Code.Internal, PLAIN, "UnavailableError", /broke/],
  ["read ECONNRESET", Code.Aborted, TLS, "UnavailableError", /broke/],
  ["No connection established. Last error: Failed to connect", Code.Unavailable, TLS, "UnavailableError", /no TLS/],
  ["connect ETIMEDOUT 10.0.0.1:1", Code.Unavailable, PLAIN, "UnavailableError", /came about/],
  ["Failed to fetch", Code.Unknown, PLAIN, "UnavailableError", /the browser/i],
  ["missing trailer", Code.Unknown, PLAIN, "UnavailableError", /broke/],
  ["no such method", Code.Unimplemented, PLAIN, "PumpUpError", /no such method/],
];

for (const [said, code, url, name, sentence] of CONNECTIONS) {
  test(`${said} becomes a sentence`, () => {
    const error = refusal(new ConnectError(said, code), url);
    assert.equal(error.name, name);
    assert.match(error.message, sentence);
  });
}

test("codes have gRPC's own names", () => {
  const names = [Code.Canceled, Code.InvalidArgument, Code.DeadlineExceeded, Code.Unauthenticated].map(codeName);
  assert.deepEqual(names, ["CANCELLED", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "UNAUTHENTICATED"]);
});

const INFO = [{ desc: ErrorInfoSchema, value: { reason: "ANY", domain: "pumpup" } }];

/** A code, whether the server itself said it, and whether a watch goes on after it. */
const PASSING: [Code, boolean, boolean][] = [
  [Code.Unavailable, true, true],
  [Code.Unavailable, false, true],
  [Code.Internal, true, false],
  [Code.Internal, false, true],
  [Code.Unknown, false, true],
  [Code.DeadlineExceeded, false, true],
  [Code.Unauthenticated, false, false],
  [Code.PermissionDenied, true, false],
  [Code.NotFound, true, false],
  [Code.ResourceExhausted, true, false],
  [Code.DataLoss, false, false],
];

for (const [code, refused, goesOn] of PASSING) {
  test(`a watch ${goesOn ? "goes on" : "ends"} after ${codeName(code)} ${refused ? "of the server" : "from in between"}`, () => {
    assert.equal(passes(refusal(new ConnectError("", code, undefined, refused ? INFO : []), PLAIN)), goesOn);
  });
}

const URLS: [string, boolean, string | RegExp][] = [
  ["http://127.0.0.1:50051", false, "http://127.0.0.1:50051"],
  ["http://localhost:80/", false, "http://localhost"],
  ["http://[::1]:50051", false, "http://[::1]:50051"],
  ["https://pumpup.example", false, "https://pumpup.example"],
  ["http://pumpup.example", true, "http://pumpup.example"],
  ["http://pumpup.example", false, /allowPlaintext: true/],
  ["http://127.0.0.1.example", false, /allowPlaintext: true/],
  ["127.0.0.1:50051", false, /has to look like/],
  ["grpc://127.0.0.1:50051", true, /has to look like/],
  ["https://pumpup.example/api", false, /has to look like/],
  ["https://me:secret@pumpup.example", false, /has to look like/],
];

for (const [url, allowed, expected] of URLS) {
  test(`the URL ${url}${allowed ? ", with plaintext allowed" : ""}`, () => {
    if (typeof expected === "string") assert.equal(checkedUrl(url, allowed), expected);
    else assert.throws(() => checkedUrl(url, allowed), expected);
  });
}

test("without a key, a sentence says where to take one from", () => {
  assert.throws(() => checkedKey(" "), /export PUMPUP_API_KEY=\$\(cat pumpup-data\/agent.key\)/);
  assert.throws(() => checkedKey("pk_…"), /characters that no key has/);
  assert.equal(checkedKey(" pk_1\n"), "pk_1");
});

test("a CA certificate that is not there is named", () => {
  assert.throws(() => new PumpUp({ apiKey: "pk_1", caCert: "/nowhere/ca.pem" }), /caCert.*\/nowhere\/ca\.pem/);
});
