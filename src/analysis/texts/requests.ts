import type { FindingId } from "../finding.ts";
import type { FindingText, Words } from "./text.ts";

const SHOW_IT = {
  role: "client",
  text: "Handle error messages, and show or log what they say.",
} as const;
const SLOW_DOWN = {
  role: "client",
  text: "Send fewer requests, and wait as long as the answers ask for; let the wait grow.",
} as const;

/** How requests on an open connection go. */
export const REQUEST_TEXTS = {
  "requests-failing": {
    title:
      "Requests failing: {failed} of the last {all}[ to {hostPort}] were answered by errors{said}",
    explanation:
      "The connection is open and well, and what goes through it fails: a page that looks only at the socket never notices. {provider} {raw}",
    causes: [
      "The server, or a service behind it, refuses or fails at these requests.",
      "The requests are wrong in the same way each time.",
    ],
    fixes: [SHOW_IT, { role: "server", text: "Look for this error in the server's log." }],
    variants: {
      upstream: {
        explanation:
          "The connection is open, and a service behind the server fails at what goes through it. {provider} {raw}",
        causes: [
          "The provider behind the server is down or overloaded.",
          "The server cannot reach the provider.",
        ],
        fixes: [
          { role: "server", text: "Check the provider's status, and fall back to another one." },
          { role: "client", text: "Retry with growing random delays, a few times." },
        ],
      },
      rate: {
        explanation:
          "More requests go through the connection than its limit allows. {provider} {raw}",
        causes: ["The page, or others with the same key, send too many requests or tokens."],
        fixes: [SLOW_DOWN, { role: "credentials", text: "Ask the service for a higher limit." }],
      },
      quota: {
        explanation:
          "The account's quota or credit is used up; the connection stays open all the same. {provider} {raw}",
        causes: ["The plan's quota or the prepaid credit is spent."],
        fixes: [
          {
            role: "credentials",
            text: "Check the plan, the credit and the limits of the account.",
          },
          { role: "client", text: "Stop asking, and tell the user what the server said." },
        ],
      },
      credentials: {
        explanation:
          "The server lets the connection live and refuses each request on it. {provider} {raw}",
        causes: [
          "The key or token is missing, wrong or has run out since the connection opened.",
          "The account may not use what is asked for.",
        ],
        fixes: [
          { role: "credentials", text: "Check the key and what it is allowed to do." },
          {
            role: "client",
            text: "Renew the token on the open connection, or reconnect with a fresh one.",
          },
        ],
      },
      moderation: {
        explanation: "The service refuses these requests for their content. {provider} {raw}",
        causes: [
          "The content was flagged.",
          "The region or the account is not allowed to ask this.",
        ],
        fixes: [{ role: "client", text: "Show the user what the service said, and do not retry." }],
      },
      invalid: {
        explanation:
          "The server does not accept what the page asks: a field, a value, a name or its size. {provider} {raw}",
        causes: [
          "A field is missing or has a wrong value.",
          "The model, room or document that is named does not exist.",
          "The request is too long.",
        ],
        fixes: [
          {
            role: "client",
            text: "Compare a failed request with what the service documents for it.",
          },
        ],
      },
    },
  },
} as const satisfies Partial<Record<FindingId, FindingText>>;

/** Answers in pieces, of findings whose general words stand elsewhere. */
export const REQUEST_VARIANTS = {
  "response-timeout": {
    stalled: {
      title:
        "Stuck in the middle of an answer: nothing[ from {hostPort}] for {silent} after {pieces}",
      explanation:
        "An answer that comes in pieces has begun, and neither goes on nor ends. The connection is open.",
      causes: [
        "The service behind the server stopped, and the server does not notice.",
        "A model works on a long step, such as a tool call.",
        "A proxy holds the pieces back.",
      ],
      fixes: [
        {
          role: "server",
          text: "End an answer that gets no next piece for a while with an error.",
        },
        { role: "client", text: "Give an answer up after a time without a piece, and ask again." },
        {
          role: "proxy",
          text: "Switch buffering off for what streams.",
          setting: "proxy_buffering off;",
        },
      ],
    },
    "broken-off": {
      title:
        "Broken off: the connection[ to {hostPort}] ended in the middle of an answer, after {pieces}",
      explanation:
        "An answer that comes in pieces had begun and was not complete when the connection ended ({code}).",
      causes: ["The server or the service behind it failed.", "A time limit cut the connection."],
      fixes: [
        { role: "client", text: "Keep what came, and ask for the rest or for all of it again." },
        { role: "server", text: "Close only after the last piece." },
      ],
    },
  },
  "slow-responses": {
    "first-piece": {
      title: "Slow to begin: the first piece of an answer[ from {hostPort}] took {slowest}",
      explanation:
        "Of {answers} in pieces the slowest began only then; on average they begin after {usual}. From the first piece on the user sees that something happens.",
      causes: [
        "A long request, or a model that thinks first.",
        "The service was busy, or had to start.",
      ],
      fixes: [
        {
          role: "client",
          text: "Shorten what is sent with each request, or choose a faster model.",
        },
      ],
    },
    pause: {
      title: "A pause of {pause} in the middle of an answer[ from {hostPort}]",
      explanation: "The answer went on after it, but until then it looked as if it were stuck.",
      causes: ["The service was busy, or the model called a tool.", "A proxy held pieces back."],
      fixes: [
        { role: "server", text: "Compare the time of the pause with the service's own log." },
      ],
    },
  },
  "error-payload": {
    truncated: {
      title: "Cut short: {n}[ from {hostPort}] ended at the limit of tokens",
      explanation:
        "The answer is not complete: the service stopped at the number of tokens that the request, or the model, allows.",
      causes: ["The limit that the request sets for the answer is too low."],
      fixes: [
        {
          role: "client",
          text: "Raise the limit for the answer, or ask it to go on.",
          setting: "max_output_tokens",
        },
      ],
    },
    filtered: {
      title: "Cut short: {n}[ from {hostPort}] ended at a content filter",
      explanation:
        "The service stopped the answer, or left parts of it out, because of its content.",
      causes: ["A filter took something in the request or in the answer for what it must not say."],
      fixes: [{ role: "client", text: "Tell the user that the answer is not complete, and why." }],
    },
    "other-model": {
      title: "Another model answered: {answered} instead of {asked}",
      explanation:
        "The request names one model and the answer another. Gateways do so when the one that was asked for is not to be had.",
      causes: ["The gateway fell back to another model.", "The name is an alias."],
      fixes: [
        { role: "server", text: "Switch the fallback off where the model matters." },
        { role: "client", text: "Show which model answered." },
      ],
    },
  },
  "rate-limited": {
    nearly: {
      title: "Nearly used up: {left} are left of the limit[ of {hostPort}]",
      explanation:
        "The service says how much may still be sent. When it is used up, requests are refused.{reset}",
      causes: ["Many or long requests in a short time."],
      fixes: [{ role: "client", text: "Send less until the limit is full again." }],
    },
  },
} as const satisfies Partial<Record<FindingId, Record<string, Words>>>;
