/** What is saved, and under which name. */
import type { Session } from "../../session/session.ts";
import { isoTime } from "../../words/iso-time.ts";

export function fileName(session: Session, nowMs: number): string {
  const top = [...session.documents.values()].findLast((document) => document.top);
  const host = /^\w+:\/\/([^/?#]+)/.exec(top?.url ?? "")?.[1]?.replaceAll(/[^\w.-]/g, "-");
  const time = isoTime(nowMs).slice(0, 19).replaceAll(/[:T]/g, "-");
  return `stormglass-${host ? `${host}-` : ""}${time}`;
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download reads the blob after this returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
