import { cutHeaders } from "./cut-headers.ts";
import type { Header } from "./handshake.ts";

/** What an answer to a plain request is asked for: who gave it, and what it wants. */
const TELLING = new Set([
  "server",
  "via",
  "x-powered-by",
  "x-vercel-id",
  "x-nf-request-id",
  "cf-ray",
  "cf-mitigated",
  "x-envoy-upstream-service-time",
  "x-amz-cf-id",
  "x-azure-ref",
  "apigw-requestid",
  "fly-request-id",
  "www-authenticate",
  "location",
  "retry-after",
  "content-type",
]);

/** Of a body no more is looked at. */
export const MAX_PAGE = 2_048;

export const tellingHeaders = (headers: readonly Header[]): Header[] =>
  cutHeaders(headers.filter(({ name }) => TELLING.has(name.toLowerCase())));
