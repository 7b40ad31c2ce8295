import type { Subject } from "../analysis/finding.ts";
import { parseUrl } from "../protocol/parse-url.ts";
import { endpointOf } from "../session/endpoint.ts";
import type { Attributes } from "./attributes.ts";

/** By the names that semantic conventions have for the parts of an address. */
export function addressAttributes(url: string): Attributes {
  const parts = parseUrl(url);
  return {
    "url.full": url,
    "url.scheme": parts?.scheme,
    "url.path": parts?.path,
    ...serverAttributes(url),
  };
}

/** Of few values: what metrics are counted by. */
export const endpointAttributes = (endpoint: string): Attributes => ({
  "stormglass.endpoint": endpoint,
  ...serverAttributes(endpoint),
});

/** A page is no endpoint. */
export const subjectAttributes = ({ kind, url }: Subject): Attributes =>
  kind === "page" ? {} : endpointAttributes(endpointOf(url));

function serverAttributes(url: string): Attributes {
  const parts = parseUrl(url);
  const port = parts && /^\d{1,5}$/.test(parts.port) ? Number(parts.port) : null;
  return { "server.address": parts?.host, "server.port": port };
}
