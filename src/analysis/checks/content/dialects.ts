import { nameProtocol, readMismatch } from "../../../decoders/index.ts";
import type { Connection } from "../../../session/session.ts";
import { type Draft, defineCheck, draftFor, explainEnd, isEnded } from "../../check.ts";
import { readConversation } from "../../connection/conversation.ts";
import { dropEvidence, figure, isOpened, whoClosed } from "../../connection/evidence.ts";
import { rememberPerConnection } from "../../remember.ts";
import { sayEnding } from "./say.ts";

/** Above a client's watchdog (0.97), which is one of its consequences. */
const SURE = 0.975;

/** Client and server speak different versions of a protocol: what they say shows it. */
export const dialects = defineCheck({
  name: "dialects",
  run: ({ connections }) => connections.flatMap((connection) => judge(connection, null) ?? []),
});

const judge = rememberPerConnection((connection: Connection): Draft | null => {
  if (!isOpened(connection)) return null;
  const { protocol, messages } = readConversation(connection);
  const mismatch = readMismatch(protocol, messages, connection.url);
  if (!mismatch) return null;
  const about = {
    id: "protocol-mismatch" as const,
    variant: "shown" as const,
    severity: "error" as const,
    facts: {
      ...mismatch,
      protocol: nameProtocol(protocol),
      ending: sayEnding(connection, "the client library"),
    },
    evidence: [
      ...figure("protocol", nameProtocol(protocol)),
      ...figure("page-speaks", mismatch.page),
      ...figure("server-speaks", mismatch.server),
      ...dropEvidence(connection),
    ],
  };
  const isBroken = isEnded(connection) && BROKEN.has(whoClosed(connection) ?? "");
  return isBroken
    ? explainEnd(connection, { ...about, confidence: SURE })
    : draftFor(connection, { ...about, confidence: 0.9 });
});

const BROKEN = new Set<string>(["page", "server", "network"]);
