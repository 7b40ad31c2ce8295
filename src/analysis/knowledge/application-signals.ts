import { SERVICES, type ServiceName } from "../../services/services.ts";
import { explainCode, RETRY_ADVICE } from "./close-codes.ts";

export type Signal = { meaning: string; retryAdvice: string };

/**
 * What a word or a code within a message means to the service that it belongs to, from its signals
 * or from its close codes, which some services put into messages as well; null where neither has it.
 */
export function explainSignal(service: ServiceName, value: string): Signal | null {
  const row = SERVICES[service].signals?.find((candidate) => candidate.value === value);
  if (row) return { meaning: row.meaning, retryAdvice: RETRY_ADVICE[row.retry] };
  if (!/^\d{4}$/.test(value)) return null;
  const { isOwn, name, meaning, retryAdvice } = explainCode(Number(value), service);
  return isOwn ? { meaning: `${name}: ${meaning}`, retryAdvice } : null;
}
