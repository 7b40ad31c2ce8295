/** What a file is that is no HAR, so that its owner need not guess. */
import { isObject } from "./shape.ts";

/** By how a text begins; each completes the sentence that begins with "the file". */
const TEXTS: { begins: RegExp; is: string }[] = [
  {
    begins: /^version https:\/\/git-lfs\.github\.com\//,
    is: "is a pointer of Git LFS, not the file that it stands for: get that one with “git lfs pull”",
  },
  {
    begins: /^<(?:!doctype html|html|head|body)\b/i,
    is: "is an HTML page, such as a login or an error that was saved under this name",
  },
  { begins: /^<\?xml\b/i, is: "is XML, not a HAR (which is JSON)" },
  {
    begins: /^\d{1,12}:\d{1,9}:[\w-]{1,20}[;,]/,
    is: "is a flow file of mitmproxy: “stormglass diagnose” reads it, and so does the panel",
  },
  {
    begins: /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|CONNECT) \S{1,2000} HTTP\/|^HTTP\/\d/,
    is: "is a single HTTP message, not a HAR",
  },
  { begins: /^(?:curl|fetch\() ?/, is: "is a copied request, not a HAR: save “all as HAR”" },
  {
    begins: /^metric_name,timestamp,metric_value,/,
    is: "is k6's CSV, without the tags that tell sockets apart: run k6 with “--out json=FILE”",
  },
  { begins: /^%PDF-/, is: "is a PDF document, not a HAR" },
];

/** Null where nothing tells. Beginning of a text without the space before it. */
export const nameText = (text: string): string | null =>
  TEXTS.find(({ begins }) => begins.test(text))?.is ?? null;

/** By the names in it: other JSON of browsers and their tools. */
const OBJECTS: { has: string[]; is: string }[] = [
  {
    has: ["constants", "events"],
    is: "is a NetLog of Chrome (chrome://net-export), not a HAR: in DevTools' network panel, save “all as HAR with content”",
  },
  {
    has: ["metrics", "root_group"],
    is: "is a summary of k6: sums, without the times of any socket: run k6 with “--out json=FILE”",
  },
  {
    has: ["traceEvents"],
    is: "is a trace of Chrome's performance panel, not a HAR: the network panel saves one",
  },
  { has: ["info", "item"], is: "is a collection of Postman, not a HAR" },
  { has: ["openapi"], is: "is a description of an API (OpenAPI), not a HAR" },
  { has: ["swagger"], is: "is a description of an API (Swagger), not a HAR" },
  { has: ["lighthouseVersion"], is: "is a report of Lighthouse, not a HAR" },
];

/** Null where nothing tells. */
export const nameJson = (value: unknown): string | null =>
  isObject(value)
    ? (OBJECTS.find(({ has }) => has.every((name) => value[name] !== undefined))?.is ?? null)
    : null;
