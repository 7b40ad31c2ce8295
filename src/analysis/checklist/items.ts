import type { Outcome } from "../../session/overrides.ts";
import type { FindingId } from "../finding.ts";
import { countOf, formatCount, formatDuration } from "../words.ts";
import { type Facts, isSecure, needsNoName } from "./facts.ts";

export type Judged = { outcome: Outcome; note: string };

export type Item = {
  number: number;
  area: "connectivity" | "client" | "server" | "proxy" | "upstream";
  text: string;
  /** Any of these, unless it is a mere remark, answers no. */
  refutedBy: readonly FindingId[];
  /** Asked where nothing refutes it. */
  prove(facts: Facts): Judged;
};

const yes = (note: string): Judged => ({ outcome: "yes", note });
const ask = (note: string): Judged => ({ outcome: "ask", note });
const notApplicable = (note: string): Judged => ({ outcome: "not-applicable", note });

/** "3 of 4 connections opened". */
const openedOf = ({ opened, connections }: Facts) =>
  `${formatCount(opened.length)} of ${countOf(connections.length, "connection")} opened`;

const UNSEEN = "Nothing here shows it either way.";

/** What an open connection proves for the whole way to the server. */
const whereOpened = (facts: Facts, otherwise: string): Judged =>
  facts.opened.length > 0 ? yes(`${openedOf(facts)}.`) : ask(otherwise);

/** The nineteen questions that one asks of any WebSocket in trouble, in the order of asking. */
export const ITEMS: readonly Item[] = [
  {
    number: 1,
    area: "connectivity",
    text: "The host answers at all",
    refutedBy: ["handshake-unreachable"],
    prove(facts) {
      if (facts.opened.length > 0) return yes(`${openedOf(facts)}.`);
      if (facts.answered.length > 0) return yes("It answered over HTTP.");
      if (facts.found(["handshake-refused"]).length > 0) return yes("It refused: so it is there.");
      return ask("No answer of any kind was seen. Try “Find out”, or ping the host.");
    },
  },
  {
    number: 2,
    area: "connectivity",
    text: "A server is listening on the port",
    refutedBy: ["handshake-refused"],
    prove(facts) {
      if (facts.answered.length > 0) return yes("It answered over HTTP.");
      return whereOpened(facts, "Ask on the server: ss -ltn shows who listens.");
    },
  },
  {
    number: 3,
    area: "connectivity",
    text: "No client firewall or extension blocks it",
    refutedBy: ["handshake-blocked"],
    prove: (facts) =>
      whereOpened(facts, "Try another browser profile without extensions, or another network."),
  },
  {
    number: 4,
    area: "connectivity",
    text: "No network or server firewall blocks it",
    refutedBy: [],
    prove(facts) {
      if (facts.found(["handshake-timeout", "handshake-unreachable"]).length > 0) {
        return ask(
          "A handshake without any answer is what a firewall that drops packets looks like.",
        );
      }
      return whereOpened(facts, "A browser cannot tell a firewall from a silent server.");
    },
  },
  {
    number: 5,
    area: "connectivity",
    text: "The name resolves",
    refutedBy: ["handshake-dns"],
    prove(facts) {
      if (facts.connections.length > 0 && facts.connections.every(needsNoName)) {
        return notApplicable("The URL has an address or a local name.");
      }
      const known = facts.opened.length > 0 || facts.answered.length > 0;
      const later = facts.found(["handshake-refused", "handshake-tls"]).length > 0;
      return known || later ? yes("The server was reached by its name.") : ask(UNSEEN);
    },
  },
  {
    number: 6,
    area: "client",
    text: "The URL is right (scheme, host, port, path)",
    refutedBy: ["invalid-url", "handshake-not-found", "handshake-not-websocket"],
    prove(facts) {
      if (facts.neverOpened.length > 0) {
        return ask(
          `${countOf(facts.neverOpened.length, "endpoint")} never opened: compare the URL with the server's documentation.`,
        );
      }
      return whereOpened(facts, "No connection has opened yet.");
    },
  },
  {
    number: 7,
    area: "client",
    text: "No errors in the console, onerror is handled",
    refutedBy: ["sent-before-open", "sent-after-close"],
    prove: () => ask("Stormglass does not read the page's console: look there."),
  },
  {
    number: 8,
    area: "client",
    text: "The handshake reaches 101 and messages flow",
    refutedBy: ["response-timeout", "application-handshake-timeout", "closed-before-ready"],
    prove(facts) {
      if (facts.opened.length === 0) {
        const failed = facts.neverOpened.length > 0;
        return failed
          ? { outcome: "no", note: `${openedOf(facts)}.` }
          : ask("No connection has opened yet.");
      }
      if (facts.neverOpened.length > 0) {
        return {
          outcome: "no",
          note: `${countOf(facts.neverOpened.length, "endpoint")} never opened.`,
        };
      }
      return facts.messages > 0
        ? yes(`${openedOf(facts)}; ${countOf(facts.messages, "message")}.`)
        : ask(`${openedOf(facts)}, but no message has passed.`);
    },
  },
  {
    number: 9,
    area: "client",
    text: "Credentials are present, valid and unexpired",
    refutedBy: ["auth-rejected", "token-expired"],
    prove: (facts) =>
      facts.messages > 0
        ? yes("The server accepted the connections and talked on.")
        : ask("No exchange was seen that would prove it."),
  },
  {
    number: 10,
    area: "client",
    text: "The data's format is consistent and valid",
    refutedBy: [
      "malformed-json",
      "mixed-format",
      "invalid-payload",
      "unsupported-data",
      "protocol-error",
      "message-too-big",
    ],
    prove(facts) {
      if (facts.messages === 0) return notApplicable("No message has passed.");
      const parsed = facts.connections.reduce((sum, { traffic }) => sum + traffic.json.parsed, 0);
      return parsed > 0
        ? yes(`${countOf(parsed, "JSON message")} parsed without an error.`)
        : yes("Each direction kept to its format, as far as the first bytes tell.");
    },
  },
  {
    number: 11,
    area: "client",
    text: "It reconnects with exponential backoff and jitter",
    refutedBy: [
      "reconnect-storm",
      "no-backoff",
      "no-jitter",
      "thundering-herd",
      "flapping",
      "retry-hopeless",
      "gave-up",
      "leaked-sockets",
    ],
    prove(facts) {
      const retried = facts.series.filter(({ delaysMs }) => delaysMs.length > 0);
      if (retried.length === 0) return notApplicable("Nothing was reconnected.");
      const backing = retried.find(({ policy }) => policy.kind === "exponential");
      if (!backing) return ask("Too few reconnects to tell the policy.");
      const base =
        backing.policy.baseMs === null ? "" : ` from ${formatDuration(backing.policy.baseMs)}`;
      return yes(`Exponential backoff${base}, over ${countOf(backing.policy.n, "delay")}.`);
    },
  },
  {
    number: 12,
    area: "server",
    text: "No errors on the server's side",
    refutedBy: ["server-error", "handshake-server-error", "error-payload"],
    prove: (facts) => whereOpened(facts, "Look in the server's log at the times of the report."),
  },
  {
    number: 13,
    area: "server",
    text: "The server is not overloaded",
    refutedBy: ["server-overloaded", "slow-handshake", "slow-responses", "backpressure"],
    prove: (facts) => whereOpened(facts, UNSEEN),
  },
  {
    number: 14,
    area: "server",
    text: "Connection limits are not reached",
    refutedBy: ["too-many-sockets"],
    prove: (facts) => whereOpened(facts, "Ask the server's operator for its limits per client."),
  },
  {
    number: 15,
    area: "proxy",
    text: "The proxy forwards Upgrade, and waits longer than the quiet periods",
    refutedBy: ["handshake-not-websocket", "idle-timeout", "lifetime-limit", "no-heartbeat"],
    prove(facts) {
      if (facts.opened.length === 0) return ask("No upgrade has succeeded yet.");
      const quietMs = Math.max(
        0,
        ...facts.opened.map(({ traffic }) => traffic.longestQuiet?.ms ?? 0),
      );
      return yes(
        quietMs > 0
          ? `Upgrades succeed, and ${formatDuration(quietMs)} of silence was survived.`
          : "Upgrades succeed.",
      );
    },
  },
  {
    number: 16,
    area: "proxy",
    text: "Certificate and TLS are right for wss",
    refutedBy: ["handshake-tls", "insecure-transport"],
    prove(facts) {
      if (facts.connections.length > 0 && !facts.connections.some(isSecure)) {
        return notApplicable("No connection uses wss.");
      }
      return facts.opened.some(isSecure) ? yes("Connections by wss have opened.") : ask(UNSEEN);
    },
  },
  {
    number: 17,
    area: "upstream",
    text: "The service behind the server is healthy",
    refutedBy: [],
    prove(facts) {
      const [gateway] = facts.found(["server-error", "handshake-server-error"]);
      if (gateway && /\b(1014|502|504)\b/.test(gateway.title)) {
        return { outcome: "no", note: gateway.title };
      }
      return ask("A browser sees only the first server: ask whether it has another one behind it.");
    },
  },
  {
    number: 18,
    area: "upstream",
    text: "No rate limit or quota is hit",
    refutedBy: ["rate-limited", "quota-exhausted"],
    prove: (facts) => whereOpened(facts, UNSEEN),
  },
  {
    number: 19,
    area: "upstream",
    text: "No error of a model or provider in the messages",
    refutedBy: ["error-payload", "quota-exhausted"],
    prove: (facts) =>
      facts.messages > 0
        ? yes("No error object stood in the first and last messages.")
        : notApplicable("No message has passed."),
  },
];
