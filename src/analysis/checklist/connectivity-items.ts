import { COMMANDS } from "./commands.ts";
import { needsNoName } from "./facts.ts";
import {
  ask,
  type Item,
  notApplicable,
  openedOf,
  troubles,
  UNSEEN,
  whereOpened,
  yes,
} from "./item.ts";

/** Whether the server can be reached at all. */
export const CONNECTIVITY_ITEMS: readonly Item[] = [
  {
    number: 1,
    area: "connectivity",
    text: "The host answers at all",
    refutedBy: troubles("handshake-unreachable"),
    prove(facts) {
      if (facts.opened.length > 0) return yes(`${openedOf(facts)}.`);
      if (facts.answered.length > 0) return yes("It answered over HTTP.");
      if (facts.found(["handshake-refused"]).length > 0) return yes("It refused: so it is there.");
      return ask(
        `No answer of any kind was seen. Try “Find out”, or ${COMMANDS.reach(facts)} on a command line.`,
      );
    },
  },
  {
    number: 2,
    area: "connectivity",
    text: "A server is listening on the port",
    refutedBy: troubles("handshake-refused"),
    prove(facts) {
      if (facts.answered.length > 0) return yes("It answered over HTTP.");
      return whereOpened(facts, "Ask on the server: ss -ltn shows who listens.");
    },
  },
  {
    number: 3,
    area: "connectivity",
    text: "No client firewall or extension blocks it",
    refutedBy: troubles("handshake-blocked"),
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
          `A handshake without any answer is what a firewall that drops packets looks like: ${COMMANDS.way(facts)} shows how far packets get.`,
        );
      }
      return whereOpened(
        facts,
        `A browser cannot tell a firewall from a silent server: try ${COMMANDS.reach(facts)} from here and from another network.`,
      );
    },
  },
  {
    number: 5,
    area: "connectivity",
    text: "The name resolves",
    refutedBy: troubles("handshake-dns"),
    prove(facts) {
      if (facts.connections.length > 0 && facts.connections.every(needsNoName)) {
        return notApplicable("The URL has an address or a local name.");
      }
      const known = facts.opened.length > 0 || facts.answered.length > 0;
      const later = facts.found(["handshake-refused", "handshake-tls"]).length > 0;
      return known || later
        ? yes("The server was reached by its name.")
        : ask(`${UNSEEN} ${COMMANDS.name(facts)} shows it.`);
    },
  },
];
