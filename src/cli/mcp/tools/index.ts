import type { Tool } from "../tool.ts";
import { compareFiles } from "./compare.ts";
import { explainClose } from "./explain-close.ts";
import { getDiagnosis } from "./get-diagnosis.ts";
import { getMessage } from "./get-message.ts";
import { getOutages } from "./get-outages.ts";
import { listConnections } from "./list-connections.ts";
import { listSessions } from "./list-sessions.ts";
import { searchMessages } from "./search-messages.ts";

export const TOOLS: readonly Tool[] = [
  listSessions,
  getOutages,
  getDiagnosis,
  listConnections,
  searchMessages,
  getMessage,
  explainClose,
  compareFiles,
];
