import type { ServiceName } from "../../../services/services.ts";
import type { Fix } from "../../finding.ts";

/** Why a known application, platform or tunnel refuses a handshake, and what settles it. */
export type Refusal = {
  statuses: readonly number[];
  /** Any one of them gives it away. */
  who?: readonly ServiceName[];
  host?: RegExp;
  /** Of path and query. */
  path?: RegExp;
  /** Of path and query as well, where one sign is not enough. */
  also?: RegExp;
  subprotocol?: RegExp;
  /** Of `name: value` of a header of the answer. */
  header?: RegExp;
  cause: string;
  fix: Fix;
  /** Of these statuses what is common is likelier. */
  last?: readonly number[];
};

/** What of a refused handshake the tables are asked by. */
export type Refused = {
  status: number;
  who: ReadonlySet<ServiceName>;
  host: string;
  pathAndQuery: string;
  protocols: readonly string[];
  /** `name: value` of each header of the answer. */
  headers: readonly string[];
};

export const isShownBy = (refusal: Refusal, refused: Refused): boolean =>
  refusal.statuses.includes(refused.status) &&
  ((refusal.who?.some((name) => refused.who.has(name)) ?? false) ||
    (refusal.host?.test(refused.host) ?? false) ||
    ((refusal.path?.test(refused.pathAndQuery) ?? false) &&
      (refusal.also?.test(refused.pathAndQuery) ?? true)) ||
    refused.protocols.some((name) => refusal.subprotocol?.test(name) ?? false) ||
    refused.headers.some((line) => refusal.header?.test(line) ?? false));
