import { explain, SERVICE_NAMES, servicesNamed } from "../../analysis/explain/explain.ts";
import { FINDING_IDS } from "../../analysis/findings.ts";
import type { ServiceName } from "../../services/services.ts";
import { writeSafeJson } from "../../words/safe-text.ts";
import { UsageError } from "../command.ts";
import { NOTHING } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import { nearest } from "../nearest.ts";
import { writeBlocks } from "./write-blocks.ts";

export type ExplainOptions = {
  /** Null: the vendor itself. */
  asked: string | null;
  vendor: string | null;
  json: boolean;
};

export function runExplain({ asked, vendor, json }: ExplainOptions, io: Io): number {
  const services = vendor === null ? [] : vendorsNamed(vendor);
  const explanation = explain(asked ?? vendor ?? "", services);
  if (!explanation) throw new UsageError(unknown(asked ?? ""));
  io.out(json ? `${writeSafeJson(explanation)}\n` : writeBlocks(explanation, io));
  return NOTHING;
}

/** A sentence is thrown where there is none. */
export function vendorsNamed(name: string): ServiceName[] {
  const known = servicesNamed(name);
  if (known.length > 0) return known;
  const meant = nearest(name, SERVICE_NAMES);
  throw new UsageError(
    `Nothing is known of a vendor "${name}".${meant ? ` Did you mean ${meant}?` : ` Those that are known: ${SERVICE_NAMES.join(", ")}.`}`,
  );
}

function unknown(asked: string): string {
  if (/^\d+$/.test(asked)) return `${asked} is no close code: they have two bytes, up to 65535.`;
  const meant = nearest(asked, [...FINDING_IDS, ...SERVICE_NAMES]);
  return `Nothing is known of "${asked}": it is no close code, no status, no finding and no error that a browser is known to have.${meant ? ` Did you mean ${meant}?` : ""}`;
}
