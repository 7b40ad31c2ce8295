import type { FindingId } from "../finding.ts";
import type { Words } from "./text.ts";

/** What OpenClaw's gateway answers to a connect that it refuses. */
export const OPENCLAW_VARIANTS = {
  "auth-rejected": {
    openclaw: {
      title: "OpenClaw refused the login: “{said}”[{ending}][{wait}]",
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
    openclaw: {
      title: "OpenClaw locked this client out: “{said}”[{ending}][{wait}]",
      explanation: "{what} {codes}",
      causes: ["A page or a helper retries with a wrong token."],
      fixes: [{ role: "credentials", text: "{step}" }],
    },
  },
  "policy-violation": {
    openclaw: {
      title: "OpenClaw refused the first request: “{said}”[{ending}][{wait}]",
      explanation: "{what} {codes}",
      causes: ["The page is no client of this gateway, or one of another version."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
  "protocol-error": {
    openclaw: {
      title: "OpenClaw speaks another version: “{said}”[{ending}][{wait}]",
      explanation: "{what} {codes}",
      causes: ["One of the two was updated and the other was not."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
  "server-overloaded": {
    openclaw: {
      title: "OpenClaw is not ready yet: “{said}”[{ending}][{wait}]",
      explanation: "{what} {codes}",
      causes: ["The gateway was just started, or is about to restart."],
      fixes: [{ role: "client", text: "{step}" }],
    },
  },
} as const satisfies Partial<Record<FindingId, Record<string, Words>>>;
