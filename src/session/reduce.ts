import { assertNever } from "../protocol/assert-never.ts";
import { addHttpRequest } from "../protocol/http-request.ts";
import { addDropped } from "./add-dropped.ts";
import { addElsewhere } from "./add-elsewhere.ts";
import { applyEnvelope } from "./apply-envelope.ts";
import { touch } from "./change.ts";
import { leftAfterClear } from "./clear.ts";
import { joinDocument, leaveDocument, stopDocument } from "./documents.ts";
import { pruneGonePages, trim } from "./forget.ts";
import { MAX_HTTP, MAX_PROBES } from "./limits.ts";
import { settleHandshakes, takeHandshakes } from "./match-handshakes.ts";
import { withdrawPageWorker } from "./page-workers.ts";
import { toHttp } from "./probe.ts";
import type { Session } from "./session.ts";
import type { EventOf, SessionEvent } from "./session-event.ts";
import { applyDevtools, applyMode, pauseHandshakes } from "./sight.ts";
import { takeWorkerMessages } from "./worker-messages.ts";

/**
 * The only way a session changes: in place, because a message must cost O(1). An envelope that was
 * applied before changes nothing, so that a bridge may send one twice.
 * `maxConnections`: where the user wants another cap than the usual one.
 */
export function reduce(session: Session, event: SessionEvent, maxConnections?: number): Session {
  const { page } = session;
  session.revision++;
  switch (event.kind) {
    case "document-joined":
      joinDocument(session, event);
      settleHandshakes(session);
      break;
    case "document-left":
      leaveDocument(session, event.documentId, event.at);
      break;
    case "document-stopped":
      stopDocument(session, event);
      break;
    case "envelope":
      applyEnvelope(session, event);
      break;
    case "handshakes":
      takeHandshakes(session, event.handshakes);
      break;
    case "page-worker-withdrawn":
      withdrawPageWorker(session, event.key);
      break;
    case "worker-messages":
      takeWorkerMessages(session, event);
      break;
    case "probe": {
      const connection = session.connections.get(event.connectionId);
      if (!connection) break;
      touch(session, connection);
      connection.probes.push(event.probe);
      if (connection.probes.length > MAX_PROBES) connection.probes.shift();
      break;
    }
    case "probe-seen":
      applySeenProbe(session, event);
      break;
    case "http":
      for (const request of event.requests) {
        session.http = addHttpRequest(session.http, request, MAX_HTTP);
      }
      break;
    case "devtools":
      applyDevtools(session, event);
      break;
    case "handshakes-paused":
      pauseHandshakes(session, event);
      break;
    case "mode":
      applyMode(session, event);
      break;
    case "preserve-log":
      session.preserveLog = event.on;
      if (!event.on) pruneGonePages(session);
      break;
    case "overrides":
      session.overrides = event.overrides;
      break;
    case "dropped":
      addDropped(session, event.dropped);
      break;
    case "forged":
      session.forgedCount += event.count;
      break;
    case "elsewhere":
      addElsewhere(session, event.returns);
      break;
    case "clear":
      Object.assign(session, leftAfterClear(session, event.at));
      break;
    default:
      assertNever(event);
  }
  // They were said of what is no longer shown.
  if (session.page !== page && !session.preserveLog) session.overrides = {};
  trim(session, maxConnections);
  return session;
}

function applySeenProbe(session: Session, event: EventOf<"probe-seen">): void {
  for (const connection of session.connections.values()) {
    const probe = connection.probes.at(-1);
    if (!probe || probe.status !== null || probe.error !== null) continue;
    if (toHttp(connection.url) !== event.url) continue;
    touch(session, connection);
    probe.status = event.status;
    probe.error = event.error;
    probe.headers = event.headers;
    probe.pages = event.pages;
  }
}
