import { formatDuration } from "../../words/words.ts";
import { COMMANDS } from "./commands.ts";
import { isSecure } from "./facts.ts";
import {
  ask,
  type Ground,
  type Item,
  no,
  notApplicable,
  sightings,
  troubles,
  UNSEEN,
  whereOpened,
  yes,
} from "./item.ts";

/** A server that says so in a message is believed, whether it hung up or not. */
const SAYS_OVERLOADED: readonly Ground[] = [
  { id: "error-payload", variant: "overloaded", evenAsRemark: true },
];

/** The server, what stands before it, and what stands behind it. */
export const SERVER_ITEMS: readonly Item[] = [
  {
    number: 12,
    area: "server",
    text: "No errors on the server's side",
    refutedBy: troubles("server-error", "handshake-server-error", "error-payload"),
    prove(facts) {
      // Whose fault a refused request is, its words say better than its shape.
      const [reported] = facts.found(["error-payload"]);
      if (reported) return ask(`Whose fault is this one? ${reported.title}`);
      return whereOpened(
        facts,
        "Look in the server's log (journalctl) at the times of the report.",
      );
    },
  },
  {
    number: 13,
    area: "server",
    text: "The server is not overloaded",
    refutedBy: [
      ...troubles("server-overloaded", "backpressure"),
      ...SAYS_OVERLOADED,
      { id: "handshake-server-error", variant: "503" },
    ],
    prove(facts) {
      // A slow line looks the same from here.
      const [slow] = facts.found(["slow-responses", "slow-handshake", "slow-ready"]);
      return slow
        ? ask(`It may be: ${slow.title}`)
        : whereOpened(facts, `${UNSEEN} On the server: uptime, free -m.`);
    },
  },
  {
    number: 14,
    area: "server",
    text: "Connection limits are not reached",
    refutedBy: [
      ...troubles("too-many-sockets"),
      { id: "rate-limited", variant: "connections", evenAsRemark: true },
    ],
    prove(facts) {
      const limits = facts.found(["rate-limited", "quota-exhausted"]);
      const limit = limits.find(({ variant }) => variant !== "context");
      if (limit) return ask(`A limit was hit; is it one on connections? ${limit.title}`);
      return whereOpened(
        facts,
        "Ask the server's operator for its limits per client; on the server: ulimit -n, ss -s.",
      );
    },
  },
  {
    number: 15,
    area: "proxy",
    text: "The proxy forwards Upgrade, and waits longer than the quiet periods",
    refutedBy: troubles(
      "handshake-not-websocket",
      "idle-timeout",
      "lifetime-limit",
      "no-heartbeat",
    ),
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
    refutedBy: troubles("handshake-tls", "insecure-transport"),
    prove(facts) {
      if (facts.connections.length > 0 && !facts.connections.some(isSecure)) {
        return notApplicable("No connection uses wss.");
      }
      return facts.opened.some(isSecure)
        ? yes("Connections by wss have opened.")
        : ask(`${UNSEEN} ${COMMANDS.certificate(facts)} shows it.`);
    },
  },
  {
    number: 17,
    area: "upstream",
    text: "The service behind the server is healthy",
    refutedBy: [
      { id: "server-error", variant: "gateway" },
      { id: "handshake-server-error", variant: "upstream" },
      { id: "error-payload", variant: "upstream", evenAsRemark: true },
      ...SAYS_OVERLOADED,
    ],
    prove(facts) {
      const named = facts
        .found(["requests-failing"])
        .find(({ evidence }) => evidence.some(({ is }) => is === "provider"));
      return named
        ? no(`The one behind it says so: ${named.title}`)
        : ask("A browser sees only the first server: ask whether it has another one behind it.");
    },
  },
  {
    number: 18,
    area: "upstream",
    text: "No rate limit or quota is hit",
    refutedBy: sightings("rate-limited", "quota-exhausted"),
    prove: (facts) =>
      whereOpened(facts, `${UNSEEN} See the account's usage, and the provider's status page.`),
  },
  {
    number: 19,
    area: "upstream",
    text: "No error of a model or provider in the messages",
    refutedBy: [
      ...sightings("error-payload", "quota-exhausted"),
      { id: "rate-limited", variant: "spoken", evenAsRemark: true },
      { id: "auth-rejected", variant: "spoken", evenAsRemark: true },
    ],
    prove: (facts) =>
      facts.messages > 0
        ? yes("No error object stood in the first and last messages.")
        : notApplicable("No message has passed."),
  },
];
