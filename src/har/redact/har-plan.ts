/** What is masked in a HAR, by where it stands in it. */

import type { Masker } from "../../secrets/masker.ts";
import { HarError } from "../har-error.ts";
import { isObject } from "../shape.ts";
import {
  maskAddress,
  maskClose,
  maskContent,
  maskCookie,
  maskFormField,
  maskHeader,
  maskMessage,
  maskParameter,
  maskPart,
} from "./har-values.ts";
import { type Looseness, list, type Plan, type Scalar, type Walk, walk, whole } from "./plan.ts";

export type HarPlan = {
  root: Plan;
  loose: Looseness;
  /** What a HAR must have, and this file had not. */
  lacking(): string | null;
};

/** What only our own files have. `mark`: of the whole session; `entry`: of one connection. */
export type OwnPlan = { mark: Plan; entry: Plan };

/** `at` is told where the value stands that is masked next. */
export function createHarPlan(
  masker: Masker,
  at: (place: () => string) => void,
  own: OwnPlan,
): HarPlan {
  const by = (change: (masker: Masker, value: unknown) => unknown): Plan =>
    whole((value, place) => {
      at(place);
      return change(masker, value);
    });
  const text = (place: string, change: (masker: Masker, text: string, place: string) => string) =>
    by((_, value) =>
      typeof value === "string" ? change(masker, value, place) : masker.json(value, place),
    );
  const address = text("address", (_, url, place) => masker.url(url, place));
  const words = text("error", maskAddress);
  /** Numbers, dates and ids that tools give: some look like keys, and open nothing. */
  const kept = by((_, value) =>
    typeof value === "object" || String(value).length > MAX_KEPT
      ? masker.json(value, PLACE)
      : value,
  );
  const elsewhere = whole((file, place) => failElsewhere(file, place()));
  const content = maskContent("response body");
  const cookies = list(() => by(maskCookie));
  const page = walk({ title: text("page title", maskAddress), id: kept, startedDateTime: kept });
  const request = walk({
    url: address,
    headers: list(() => by(maskHeader("request header"))),
    queryString: list(() => by(maskParameter)),
    cookies,
    postData: walk({
      mimeType: kept,
      text: text("request body", (_, body, place) => masker.text(body, place)),
      params: list(() => by(maskFormField)),
      _file: elsewhere,
    }),
    method: kept,
    httpVersion: kept,
  });
  const response = walk({
    headers: list(() => by(maskHeader("response header"))),
    cookies,
    content: whole((value, place) => {
      at(place);
      if (isObject(value) && "_file" in value) failElsewhere(value._file, `${place()}._file`);
      return content(masker, value);
    }),
    redirectURL: address,
    statusText: words,
    _error: words,
    _failureText: words,
    httpVersion: kept,
  });
  const entry = walk({
    ...Object.fromEntries(KEPT_OF_ENTRIES.map((name) => [name, kept])),
    request,
    response,
    _webSocketMessages: list(() => by(maskMessage)),
    _webSocketClose: by(maskClose),
    _stormglass: own.entry,
  });
  let lacking: string | null = "log";
  const log = walk({
    version: kept,
    pages: list(() => page),
    entries: list(() => entry),
    _stormglass: own.mark,
  });
  /** `then`: what is still lacking once a name was seen. */
  const noting = (plan: Walk, name: string, then: string | null): Walk => ({
    kind: "walk",
    at: (key) => {
      if (key === name) lacking = then;
      return plan.at(key);
    },
  });
  const root = noting(walk({ log: noting(log, "entries", null) }), "log", "log.entries");
  return { root, loose: createLooseness(masker, at), lacking: () => lacking };
}

/**
 * Playwright's recorder, told to attach what was said, puts it into files of their own. Nothing of them
 * is read here, and a file whose messages lie there must not be taken for masked.
 */
function failElsewhere(file: unknown, place: string): unknown {
  if (typeof file !== "string" || file === "") return file;
  throw new HarError(
    place,
    'says that messages or a body are in a file of their own, which is not masked: record with content "embed" to have them inside',
  );
}

const KEPT_OF_ENTRIES = [
  "startedDateTime",
  "time",
  "serverIPAddress",
  "connection",
  "pageref",
  "_connectionId",
  "_frameref",
  "_priority",
  "_resourceType",
  "_serverPort",
];
/** Longer than any id, date or number of a tool's own. */
const MAX_KEPT = 64;

const PLACE = "other field";

function createLooseness(masker: Masker, at: (place: () => string) => void): Looseness {
  const change = (value: Scalar, name: string): Scalar => {
    if (typeof value === "string" && /^[a-z][a-z\d+.-]{0,20}:\/\//i.test(value)) {
      return masker.url(value, PLACE);
    }
    return (masker.json({ [name]: value }, PLACE) as Record<string, Scalar>)[name] ?? null;
  };
  return {
    change: (value, { name, sibling, place }) => {
      at(place);
      return change(value, sibling !== null && name === "value" ? sibling : name);
    },
    name: (name, { place }) => {
      at(place);
      return masker.text(name, PLACE);
    },
    part: (part, { place }) => {
      at(place);
      return maskPart(masker, part, PLACE);
    },
  };
}
