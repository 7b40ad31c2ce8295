import data from "../data/application-signals.json" with { type: "json" };
import { explainCode, RETRY_ADVICE, type Retry } from "./close-codes.ts";

type SignalRow = {
  vendor: string;
  signal: string;
  value: string | number;
  meaning: string;
  retry: Retry;
  source: string;
};

export const APPLICATION_SIGNALS = data.applicationSignals as SignalRow[];

export type Signal = { meaning: string; retryAdvice: string };

/**
 * What a word or a code within a message means to the service that it belongs to, from the table of
 * signals or from that of close codes, which some services put into messages as well; null where
 * neither has it.
 */
export function explainSignal(vendor: string, value: string): Signal | null {
  const row = APPLICATION_SIGNALS.find(
    (candidate) => candidate.vendor === vendor && String(candidate.value) === value,
  );
  if (row) return { meaning: row.meaning, retryAdvice: RETRY_ADVICE[row.retry] };
  if (!/^\d{4}$/.test(value)) return null;
  const { vendorRows, name, meaning, retryAdvice } = explainCode(Number(value), vendor);
  return vendorRows.some((code) => code.vendor === vendor)
    ? { meaning: `${name}: ${meaning}`, retryAdvice }
    : null;
}
