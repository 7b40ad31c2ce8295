import { defineCommand, UsageError } from "../command.ts";

export const mcp = defineCommand({
  name: "mcp",
  summary: "let a coding agent ask: a server of the Model Context Protocol",
  usage: ["mcp FILE... [--unmasked]"],
  description: [
    "Speaks the Model Context Protocol on standard input and output, until those are closed. The agent may read the files that are named here (or lie in the folders named, or match the patterns), and nothing else; it can change nothing. New files are seen while it runs.",
    "Secrets are masked. What was sent over sockets is handed to the agent marked as data, as a message may be written to mislead it.",
  ],
  options: {
    unmasked: { type: "boolean", help: "give the agent secrets as they stand in the files" },
  },
  operands: "files",
  exits: [
    [0, "the agent has gone"],
    [2, "the command could not be understood"],
  ],
  examples: ["stormglass mcp test-results/", "claude mcp add stormglass -- stormglass mcp ."],
  async run({ unmasked }, files) {
    if (files.length === 0) throw new UsageError("The files that the agent may read are missing.");
    const { serveMcp } = await import("../mcp/serve-mcp.ts");
    return serveMcp({ files, unmasked });
  },
});
