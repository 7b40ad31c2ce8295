import { defineCommand, UsageError } from "../command.ts";
import { LOG_OPTIONS } from "../logs/log-options.ts";

export const mcp = defineCommand({
  name: "mcp",
  summary: "let a coding agent ask: a server of the Model Context Protocol",
  usage: ["mcp FILE... [--unmasked] [--log LOG...]"],
  description: [
    "Speaks the Model Context Protocol on standard input and output, until those are closed. The agent may read the files that are named here (or lie in the folders named, or match the patterns), and nothing else, wherever a link in them leads; it can change nothing. New files are seen while it runs.",
    "Secrets are masked. What was sent over sockets is handed to the agent marked as data, as a message may be written to mislead it.",
    "With --log, what the logs of servers say of a session stands in its diagnosis; they are read when the session is asked for, and the agent gets no other lines of them than the report has.",
  ],
  options: {
    unmasked: { type: "boolean", help: "give the agent secrets as they stand in the files" },
    ...LOG_OPTIONS,
  },
  operands: "files",
  exits: [
    [0, "the agent has gone"],
    [2, "the command could not be understood"],
  ],
  examples: [
    "stormglass mcp test-results/",
    "claude mcp add stormglass -- stormglass mcp .",
    "stormglass mcp session.har --log access.log",
  ],
  async run({ unmasked, log, "log-format": formats }, files) {
    if (files.length === 0) throw new UsageError("The files that the agent may read are missing.");
    if (files.includes("-")) {
      throw new UsageError("Standard input is where the agent speaks: a file has to be named.");
    }
    const { serveMcp } = await import("../mcp/serve-mcp.ts");
    return serveMcp({ files, unmasked, logs: { logs: log, formats } });
  },
});
