import { MAX_SAMPLE } from "../protocol/page-event.ts";
import type { Body } from "../protocol/rows.ts";

export const cutSample = (body: Body): Body =>
  body.length > MAX_SAMPLE ? body.slice(0, MAX_SAMPLE) : body;
