import type { FindingId } from "../finding.ts";
import type { Words } from "./text.ts";

/** What was refused, in the words of a message rather than of the close. */
export const SPOKEN_VARIANTS = {
  "auth-rejected": {
    spoken: {
      title: "Credentials rejected: [{hostPort} ]said “{said}”{ending}",
      explanation: "{told} Trying again with the same credentials will fail again.",
      causes: [
        "The token is missing, wrong, expired or revoked.",
        "The account may not do what was asked.",
      ],
      fixes: [
        {
          role: "credentials",
          text: "Get a fresh token, and compare its rights with what was asked.",
        },
        { role: "client", text: "Stop retrying until the user has logged in again." },
      ],
    },
    forbidden: {
      title: "Forbidden: {hostPort} said “{said}”{ending}",
      explanation:
        "A 403 says that the server will not do what was asked, and the message does not say why. {told} The same request will be refused again.",
      causes: [
        "The account or the key lacks the permission.",
        "A moderation, a guardrail or a firewall refused what was sent.",
        "The origin, the address or the region is not allowed.",
      ],
      fixes: [
        { role: "server", text: "Look in the server's log for what refused the request." },
        { role: "credentials", text: "Compare the account's rights with what was asked." },
        { role: "client", text: "Do not repeat the same request." },
      ],
    },
    openclaw: {
      title: "OpenClaw refused the login: “{said}”{ending}[{wait}]",
      explanation:
        "The gateway said so in its answer to connect, which tells more than the close. {codes}",
      causes: ["{what}"],
      fixes: [
        { role: "credentials", text: "{step}" },
        {
          role: "server",
          text: "Look in the gateway's log for “[ws] unauthorized”: each refusal stands there with its reason.",
        },
      ],
    },
  },
  "rate-limited": {
    spoken: {
      title: "Rate limited: [{hostPort} ]said “{said}”{ending}[{wait}]",
      explanation: "This client comes or sends too often. {told}",
      causes: [
        "Too many requests or connections in a short time.",
        "Several tabs or users share one limit.",
        "A retry without backoff used the limit up.",
      ],
      fixes: [
        { role: "client", text: "Wait as long as the server asks, then go on more slowly." },
        { role: "credentials", text: "Ask for a higher limit where the load is meant." },
      ],
    },
    openclaw: {
      title: "OpenClaw locked this client out: “{said}”{ending}[{wait}]",
      explanation: "{what} {codes}",
      causes: ["A page or a helper retries with a wrong token."],
      fixes: [{ role: "credentials", text: "{step}" }],
    },
  },
  "policy-violation": {
    openclaw: {
      title: "OpenClaw refused the first request: “{said}”{ending}[{wait}]",
      explanation: "{what} {codes}",
      causes: ["The page is no client of this gateway, or one of another version."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
  "protocol-error": {
    openclaw: {
      title: "OpenClaw and the page speak different versions: “{said}”{ending}[{wait}]",
      explanation: "{what} {codes}",
      causes: ["One of the two was updated and the other was not."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
  "server-overloaded": {
    openclaw: {
      title: "OpenClaw is not ready yet: “{said}”{ending}[{wait}]",
      explanation: "{what} {codes}",
      causes: ["The gateway was just started, or is about to restart."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
} satisfies Partial<Record<FindingId, Record<string, Words>>>;
