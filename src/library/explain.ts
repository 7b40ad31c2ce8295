// fallow-ignore-file duplicate-export
import { explain as explainWord, servicesNamed } from "../analysis/explain/explain.ts";
import type { Explanation } from "../analysis/explain/explanation.ts";
import { type CloseExplanation, explainCode } from "../analysis/knowledge/close-codes.ts";
import { serviceCodes } from "../analysis/knowledge/service-codes.ts";

export type CloseContext = {
  /** Whose code it is: a service, a library or a protocol ("slack", "phoenix", "graphql-ws"). */
  vendor?: string;
  /** The close frame's reason, which tells apart what one code is used for. */
  reason?: string;
};

/**
 * What a close code means, who can have sent it, and whether to come back: in the words of the
 * vendor where one is named that has words for it, else in those of IANA's registry and RFC 6455.
 *
 * @param code 0 to 65535 as `CloseEvent.code` has it; null where there was no close event.
 * @throws {RangeError} where the code is no integer of two bytes, or the vendor is not known.
 */
export function explainClose(
  code: number | null,
  { vendor, reason = "" }: CloseContext = {},
): CloseExplanation {
  if (code !== null && !(Number.isInteger(code) && code >= 0 && code <= 65_535)) {
    throw new RangeError(`${code} is no close code: they are integers from 0 to 65535`);
  }
  const services = vendorsOf(vendor);
  const owner = services.find(
    (name) => code !== null && serviceCodes(code).some(({ service }) => service === name),
  );
  return explainCode(code, owner ?? services[0] ?? null, reason);
}

/**
 * What is known of anything that one meets: a close code ("1006"), an HTTP status of a handshake
 * ("403"), a finding ("idle-timeout"), a service ("slack") or a browser's error
 * ("net::ERR_CONNECTION_REFUSED"). Null where it is none of these.
 *
 * @throws {RangeError} where the vendor is not known.
 */
export const explain = (
  asked: string,
  { vendor }: Pick<CloseContext, "vendor"> = {},
): Explanation | null => explainWord(asked, vendorsOf(vendor));

function vendorsOf(vendor: string | undefined) {
  if (vendor === undefined) return [];
  const services = servicesNamed(vendor);
  if (services.length === 0) throw new RangeError(`nothing is known of a vendor "${vendor}"`);
  return services;
}
