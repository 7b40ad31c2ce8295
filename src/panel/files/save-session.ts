import type { Report } from "../../analysis/finding.ts";
import type { MaskedSecrets } from "../../har/mask/masked-before.ts";
import { type Masked, type WatchedMasker, watchMasker } from "../../har/mask/watch-masker.ts";
import type { ExportedOn } from "../../har/session-file.ts";
import type { LogsBeside } from "../../logs/beside.ts";
import { systemOfUserAgent } from "../../session/browser.ts";
import type { ConnectionId, LeftOut, Session } from "../../session/session.ts";
import { browser } from "../../shared/browser.ts";
import type { StoreReader } from "../../store/store.ts";
import { totalsOf } from "../model/totals.ts";
import { readAll } from "../rows/read-all.ts";
import { awaitRows } from "./await-rows.ts";
import { download, fileName } from "./download.ts";
import { type ExportWishes, readWishes } from "./export-wishes.ts";
import type { ExportedPart } from "./part-of-shown.ts";
import { type Packing, writeFile } from "./written-file.ts";

export type Saved = {
  session: Session;
  store: StoreReader | null;
  /** More may arrive while it is written. */
  isLive: boolean;
  maskedBefore: MaskedSecrets | null;
  /** Where it was written before; null: here and now. */
  exportedOn: ExportedOn | null;
  report: Report | null;
  nowMs: number;
  /** Null: with its secrets. */
  wishes: ExportWishes | null;
  /** Servers' logs, of which it keeps what they say of its connections; null: nothing. */
  logs: LogsBeside | null;
  /** Null: all of it. */
  part: ExportedPart | null;
  /** How much of it is written. */
  onShare(share: number): void;
};

/** Writes the session as a file and hands it to the browser as a download; rejects where `signal` ends it. */
export async function saveSession(
  saved: Saved,
  packing: Packing,
  signal: AbortSignal,
): Promise<void> {
  const masking = saved.wishes && watchMasker(await readWishes(saved.wishes));
  const { nowMs } = saved;
  const session = saved.part?.session ?? saved.session;
  const file = await writeFile(writeSession(saved, masking), packing, signal);
  const type = packing ? "application/gzip" : "application/json";
  const name = `${fileName(session, nowMs)}.har${packing ? ".gz" : ""}`;
  download(file.slice(0, file.size, type), name);
}

/** What is masked in the file that would be saved; null where nobody wants to know any more. */
export async function previewSession(saved: Saved, signal: AbortSignal): Promise<Masked[] | null> {
  const masking = watchMasker(saved.wishes ? await readWishes(saved.wishes) : undefined);
  for await (const _ of writeSession(saved, masking)) if (signal.aborted) return null;
  return masking.found();
}

async function* writeSession(
  { session: all, store, isLive, maskedBefore, exportedOn, nowMs, part, ...saved }: Saved,
  masking: WatchedMasker | null,
): AsyncGenerator<string> {
  const { writeHarParts } = await import("../../har/write.ts");
  if (store && isLive) await awaitRows(store, all, Date.now);
  const { report, onShare } = saved;
  const session = part?.session ?? all;
  let writtenCount = 0;
  let leftCount = part?.messagesElsewhere ?? 0;
  async function* rowsOf(id: ConnectionId) {
    if (!store) return;
    const endSeq = isLive ? endSeqOf(session, id) : undefined;
    for await (const row of readAll(store, session.tabId, id, endSeq)) {
      writtenCount++;
      if (!part || part.keeps(id, row)) yield row;
      else leftCount++;
    }
  }
  const { messages } = totalsOf(session);
  const texts = writeHarParts({
    session,
    rowsOf,
    ...(report ? { report } : {}),
    creatorVersion: browser.runtime.getManifest().version,
    exportedAt: nowMs,
    exportedOn: isLive
      ? {
          system: systemOfUserAgent(navigator.userAgent),
          zoneMinutes: -new Date(nowMs).getTimezoneOffset(),
        }
      : exportedOn,
    masked: masking !== null,
    maskedBefore,
    ...(saved.logs ? await besideOf(saved.logs, part) : {}),
    ...(part ? { leftOut: () => leftOutOf(part, leftCount) } : {}),
    ...(masking ? { masking } : {}),
  });
  for await (const text of texts) {
    yield text;
    onShare(Math.min(1, writtenCount / Math.max(1, messages)));
    await pause();
  }
}

/** Their part of the file, and the diagnosis with what they show. */
async function besideOf(logs: LogsBeside, part: ExportedPart | null) {
  const [{ keepLogs }, { diagnoseKept }] = await Promise.all([
    import("../../logs/kept/kept-logs.ts"),
    import("../../logs/kept/diagnose-kept.ts"),
  ]);
  const kept = keepLogs(logs);
  const isKept = ({ connectionId }: { connectionId: ConnectionId }) =>
    part === null || part.ids.has(connectionId);
  const serverLogs = kept && {
    ...kept,
    paths: kept.paths.filter(isKept),
    absent: kept.absent.filter(isKept),
    errors: kept.errors.filter(isKept),
  };
  return { serverLogs, judge: diagnoseKept };
}

function leftOutOf({ connectionsElsewhere, by }: ExportedPart, messages: number): LeftOut | null {
  const connections = connectionsElsewhere;
  return connections + messages === 0 ? null : { connections, messages, by };
}

/**
 * Lets the panel draw, and answer clicks: rows in memory come without ever letting go. A timer would
 * do so too, but once a second where the panel's tab is in the background.
 */
const pause = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Where the session ends: a row behind it is in none of the counts that stand in the file. */
function endSeqOf({ connections, documents }: Session, id: ConnectionId): number | undefined {
  return documents.get(connections.get(id)?.documentId ?? "")?.appliedSeq;
}
