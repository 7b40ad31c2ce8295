import { decodeToLatin1 } from "../protocol/base64.ts";
import type { SeenRequest } from "../protocol/devtools-message.ts";
import { MAX_PAGE, tellingHeaders } from "../protocol/telling-headers.ts";
import type { HarEntry } from "./har-entry.ts";

/** An answer that does not end has no body either. */
const BODY_MS = 500;

/** What became of a probe's request, and the beginning of what was answered. */
export async function readRequest(entry: HarEntry): Promise<SeenRequest> {
  const { status, headers, _error } = entry.response;
  return {
    kind: "request",
    url: entry.request.url,
    status: status > 0 ? status : null,
    error: status > 0 ? null : (_error ?? null),
    headers: tellingHeaders(headers),
    body: status > 0 ? await readBody(entry) : "",
  };
}

const readBody = ({ getContent }: HarEntry): Promise<string> =>
  new Promise((resolve) => {
    setTimeout(resolve, BODY_MS, "");
    getContent?.((content, encoding) => resolve(textOf(content ?? "", encoding)));
  });

/** An answer without a type is no text for DevTools, whatever stands in it. */
const textOf = (content: string, encoding: string): string =>
  encoding === "base64"
    ? (decodeToLatin1(content.slice(0, MAX_BASE64)) ?? "")
    : content.slice(0, MAX_PAGE);

/** Four characters for every three bytes. */
const MAX_BASE64 = Math.ceil(MAX_PAGE / 3) * 4;
