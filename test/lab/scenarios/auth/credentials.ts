import { makeJwt } from "../../jwt.ts";
import { loadLibrary, openAll, openUntilClosed, sayUntilClosed } from "../../page-actions.ts";
import { type ConnectionTruth, expectOne, expectOpen, type Scenario } from "../../scenario.ts";

const HOUR_MS = 3_600_000;
const expired = () => makeJwt(Date.now() - HOUR_MS);

/** The first message is answered by these and a close. */
const refused = (
  name: string,
  { code, reason = "", says = [] }: { code: number; reason?: string; says?: object[] },
  primary: ConnectionTruth["primary"],
  forbidden: ("closed-normally" | "policy-violation" | "closed-by-server" | "auth-rejected")[],
  devtools: Scenario["devtools"] = "closed",
): Scenario => {
  const parts = [reason, ...says.map((body) => JSON.stringify(body))].map(encodeURIComponent);
  const path = `/refuse/${code}/${parts.join("/")}`;
  return {
    name,
    devtools,
    run: (page, { faults }) =>
      sayUntilClosed(page, `${faults.url}${path}`, ['{"type":"session.update","session":{}}']),
    expect: expectOne(path, primary, forbidden),
  };
};

const openAiError = (type: string, code: string, message: string) => ({
  type: "error",
  event_id: "event_1",
  error: { type, code, message, param: null },
});

const HASURA = `/refuse/1000//${encodeURIComponent(
  JSON.stringify({
    type: "connection_error",
    payload: {
      errors: [
        { message: "Could not verify JWT: JWTExpired", extensions: { code: "invalid-jwt" } },
      ],
    },
  }),
)}`;

/** Keys, tokens and limits. */
export const credentials: Scenario[] = [
  refused("1008 for a wrong key", { code: 1008, reason: "invalid API key" }, "auth-rejected", [
    "policy-violation",
  ]),
  refused("3000", { code: 3000 }, "auth-rejected", ["closed-by-server"]),
  refused("4401", { code: 4401, reason: "please log in" }, "auth-rejected", ["closed-by-server"]),
  refused("1008 without a word", { code: 1008 }, "policy-violation", ["auth-rejected"]),
  refused(
    "too many messages",
    { code: 1008, reason: "rate limit exceeded, slow down" },
    "rate-limited",
    ["policy-violation"],
  ),
  refused(
    "too many connections",
    { code: 1008, reason: "Too many connections from this IP" },
    "rate-limited",
    ["policy-violation"],
  ),
  refused(
    "a parser's token",
    { code: 1008, reason: "Unexpected token < in JSON at position 0" },
    "policy-violation",
    ["auth-rejected"],
  ),
  refused(
    "a session that lasted as long as it may",
    {
      code: 1000,
      says: [
        openAiError(
          "invalid_request_error",
          "session_expired",
          "Your session hit the maximum duration of 60 minutes.",
        ),
      ],
    },
    "lifetime-limit",
    ["auth-rejected"],
  ),
  refused(
    "a rate limit in the last message",
    {
      code: 1000,
      says: [openAiError("tokens", "rate_limit_exceeded", "Rate limit reached. Try again in 7 s.")],
    },
    "rate-limited",
    ["closed-normally"],
  ),
  refused(
    "a quota in the last message",
    {
      code: 1000,
      says: [openAiError("insufficient_quota", "insufficient_quota", "You exceeded your quota.")],
    },
    "quota-exhausted",
    ["closed-normally"],
    "open",
  ),
  refused(
    "a context window that is full",
    {
      code: 1000,
      says: [
        openAiError(
          "invalid_request_error",
          "context_length_exceeded",
          "This model's maximum context length is 128000 tokens.",
        ),
      ],
    },
    "quota-exhausted",
    ["closed-normally"],
  ),
  {
    name: "a token in the URL that has expired",
    devtools: "open",
    run: (page, { faults }) =>
      openUntilClosed(page, `${faults.url}/status/401?access_token=${expired()}`),
    expect: {
      ...expectOne("/status/401", "token-expired", ["handshake-failed"]),
      required: ["secret-in-url"],
    },
  },
  {
    name: "a token in the first message that has expired",
    devtools: "closed",
    run: (page, { faults }) =>
      sayUntilClosed(page, `${faults.url}/refuse/4401/unauthorized`, [
        JSON.stringify({ type: "auth", token: expired() }),
      ]),
    expect: expectOne("/refuse/4401/unauthorized", "token-expired", ["closed-by-server"]),
  },
  {
    name: "a key in the URL of a healthy socket",
    devtools: "closed",
    run: (page, { faults }) =>
      openAll(page, `${faults.url}/echo/keys?api_key=sk-live-4eC39HqLyjWDarjtT1zdp7dc`, 1),
    expect: expectOpen("/echo/keys", { required: ["secret-in-url"] }),
  },
  {
    name: "GraphQL: forbidden",
    devtools: "closed",
    run: (page, { graphql }) =>
      sayUntilClosed(
        page,
        graphql.url,
        ['{"type":"connection_init","payload":{"token":"wrong"}}'],
        ["graphql-transport-ws"],
      ),
    expect: expectOne("/graphql", "auth-rejected", ["closed-by-server", "closed-before-ready"]),
  },
  {
    name: "GraphQL: Hasura says that the token has expired",
    devtools: "closed",
    run: (page, { faults }) =>
      sayUntilClosed(
        page,
        `${faults.url}${HASURA}`,
        ['{"type":"connection_init","payload":{}}'],
        ["graphql-ws"],
      ),
    expect: expectOne(HASURA, "auth-rejected", ["closed-normally", "error-payload"]),
  },
  {
    name: "MQTT: bad user name or password",
    devtools: "closed",
    async run(page, servers) {
      await loadLibrary(page, servers, "mqtt");
      await page.evaluate(
        (url) =>
          new Promise<void>((resolve) => {
            const client = window.mqtt.connect(url, {
              username: "stranger",
              password: "sesame",
              reconnectPeriod: 0,
            });
            client.on("error", () => {});
            client.on("close", () => resolve());
          }),
        servers.mqtt.url,
      );
    },
    expect: expectOne("/mqtt", "auth-rejected", ["abnormal-closure", "closed-before-ready"]),
  },
];
