import { diagnose, diagnoseWith } from "../../analysis/diagnose.ts";
import type { Report } from "../../analysis/finding.ts";
import type { Session } from "../../session/session.ts";
import { checksBeside } from "../findings/checks.ts";
import { listWanted } from "../wanted.ts";
import type { KeptLogs } from "./kept-logs.ts";
import { restoreLogs } from "./restore-logs.ts";

/** The diagnosis by what a file keeps of logs: it quotes nothing that the file does not hold. */
export const diagnoseKept = (session: Session, nowMs: number, kept: KeptLogs | null): Report =>
  kept
    ? diagnoseWith(checksBeside(restoreLogs(kept, listWanted(session))), session, nowMs)
    : diagnose(session, nowMs);
