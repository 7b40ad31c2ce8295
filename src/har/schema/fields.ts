/** What several parts of a session file are made of. */
import * as v from "valibot";
import { decodeBase64 } from "../../protocol/base64.ts";
import { cutHeaders } from "../../protocol/cut-headers.ts";
import { cutText } from "../../protocol/cut-text.ts";
import { MAX_STACK } from "../../protocol/page-event.ts";
import { MAX_PHRASE, MAX_WORD } from "../../protocol/text.ts";
import { cutUrl } from "../../session/cut-url.ts";
import { cutSample } from "../../session/sample.ts";

export const num = v.pipe(v.number(), v.finite());
/** A text may be longer than any that is heard of a page: of a longer one as much is read, and it says so. */
export const textUpTo = (max: number) =>
  v.pipe(
    v.string(),
    v.transform((value) => cutText(value, max)),
  );
export const word = textUpTo(MAX_WORD);
export const phrase = textUpTo(MAX_PHRASE);
export const stack = v.nullable(textUpTo(MAX_STACK));
export const url = v.pipe(v.string(), v.transform(cutUrl));
/** Two that were cut could become the same. */
export const id = v.pipe(
  v.string(),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }) => {
    if (value.length <= MAX_WORD) return value;
    addIssue({ message: `is longer than ${MAX_WORD} characters` });
    return NEVER;
  }),
);
export const bool = v.boolean();
export const maybe = <S extends v.GenericSchema>(schema: S) => v.nullable(schema);

/** Text as it is, binary as `{base64}`. */
export const body = v.union([
  v.pipe(
    v.string(),
    v.transform((value) => cutSample(value) as string),
  ),
  v.pipe(
    v.object({
      base64: v.pipe(
        v.string(),
        v.rawTransform(({ dataset, addIssue, NEVER }) => {
          const bytes = decodeBase64(dataset.value);
          if (bytes) return cutSample(bytes) as typeof bytes;
          addIssue({ message: "is not base64" });
          return NEVER;
        }),
      ),
    }),
    v.transform(({ base64 }) => base64),
  ),
]);

export const headers = v.pipe(
  v.array(v.object({ name: v.string(), value: v.string() })),
  v.transform((list) => cutHeaders(list)),
);
export const handshake = v.object({
  key: id,
  at: num,
  status: maybe(num),
  statusText: phrase,
  error: maybe(phrase),
  blanked: bool,
  requestHeaders: headers,
  responseHeaders: headers,
  remoteAddress: maybe(phrase),
  durationMs: maybe(num),
});
