import { countOf } from "../../words/words.ts";
import { hasTalkedOn } from "./facts.ts";
import {
  ask,
  type Item,
  no,
  notApplicable,
  openedOf,
  sightings,
  troubles,
  whereOpened,
  yes,
} from "./item.ts";
import { judgeBackoff } from "./judge-backoff.ts";

/** What the page does. */
export const CLIENT_ITEMS: readonly Item[] = [
  {
    number: 6,
    area: "client",
    text: "The URL is right (scheme, host, port, path)",
    refutedBy: troubles("invalid-url", "handshake-not-found", "handshake-not-websocket"),
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
    refutedBy: troubles("sent-before-open", "sent-after-close"),
    prove: () => ask("Stormglass does not read the page's console: look there."),
  },
  {
    number: 8,
    area: "client",
    text: "The handshake reaches 101 and messages flow",
    refutedBy: troubles("response-timeout", "application-handshake-timeout", "closed-before-ready"),
    prove(facts) {
      if (facts.opened.length === 0) {
        const failed = facts.neverOpened.length > 0;
        return failed ? no(`${openedOf(facts)}.`) : ask("No connection has opened yet.");
      }
      if (facts.neverOpened.length > 0) {
        return no(`${countOf(facts.neverOpened.length, "endpoint")} never opened.`);
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
    refutedBy: troubles("auth-rejected", "token-expired"),
    prove(facts) {
      // 1008 is the code of many refusals, and few of them say which.
      const [refused] = facts.found(["policy-violation"]);
      if (refused) return ask(`A close with 1008 may be about them: ${refused.title}`);
      const [token] = facts.found(["token-expiring"]);
      // The connection lives on with it, and the next one will not.
      if (token?.variant === "over") return no(`${token.title}.`);
      const until = token ? ` ${token.title}.` : "";
      return facts.opened.some(hasTalkedOn)
        ? yes(`The server accepted a connection and talked on.${until}`)
        : ask("No exchange was seen that would prove it.");
    },
  },
  {
    number: 10,
    area: "client",
    text: "The data's format is consistent and valid",
    refutedBy: troubles(
      "malformed-json",
      "mixed-format",
      "invalid-payload",
      "unsupported-data",
      "protocol-error",
      "message-too-big",
    ),
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
      ...troubles(
        "reconnect-storm",
        "no-backoff",
        "thundering-herd",
        "flapping",
        "retry-hopeless",
        "gave-up",
        "leaked-sockets",
      ),
      ...sightings("no-jitter"),
    ],
    ofSession: true,
    prove: ({ series }) => judgeBackoff(series),
  },
];
