import { FINDING_IDS } from "../../analysis/findings.ts";
import { defineCommand, UsageError } from "../command.ts";

export const explain = defineCommand({
  name: "explain",
  summary: "say what a close code, a status, an error or a finding means, offline",
  usage: ["explain CODE|STATUS|ERROR|ID [--vendor NAME] [--json]", "explain --vendor NAME"],
  description: [
    "CODE is a number that a close event has (1006, 4401), STATUS one of HTTP that a handshake was answered with (403, 502), ERROR what a browser says of it (net::ERR_CONNECTION_REFUSED, NS_ERROR_NET_TIMEOUT, or a whole sentence in quotes), ID that of a finding (idle-timeout).",
    "Codes from 3000 on mean what their sender says: --vendor names it, and by itself lists all of its codes. The answers come from tables within the program, each with its source.",
  ],
  options: {
    vendor: {
      type: "string",
      value: "NAME",
      help: "whose code it is: a service, a library or a protocol (slack, phoenix, graphql-ws)",
    },
    json: { type: "boolean", help: "print it as JSON" },
  },
  operands: FINDING_IDS,
  exits: [
    [0, "it is explained"],
    [2, "nothing is known of it, or the command could not be understood"],
  ],
  examples: [
    "stormglass explain 1006",
    "stormglass explain 4401 --vendor graphql-ws",
    "stormglass explain idle-timeout",
    "stormglass explain net::ERR_CERT_DATE_INVALID",
  ],
  async run({ vendor, json }, words, io) {
    if (words.length === 0 && vendor === undefined) {
      throw new UsageError(
        "What to explain is missing: a close code, a status, an error or an id.",
      );
    }
    const { runExplain } = await import("../explain/run-explain.ts");
    // A sentence that the shell took apart is put together again.
    const asked = words.length === 0 ? null : words.join(" ");
    return runExplain({ asked, vendor: vendor ?? null, json }, io);
  },
});
