import type { FindingId } from "../finding.ts";
import { CLOSED_TEXTS } from "./closed.ts";
import { CONTENT_TEXTS } from "./content.ts";
import { CREDENTIAL_TEXTS } from "./credentials.ts";
import { DATA_TEXTS } from "./data.ts";
import { DROPPED_TEXTS } from "./ended/dropped.ts";
import { LOST_TEXTS } from "./ended/lost.ts";
import { ANSWER_TEXTS } from "./never-opened/answer.ts";
import { ANSWERED_BY } from "./never-opened/answered-by.ts";
import { BROWSER_TEXTS } from "./never-opened/browser.ts";
import { NETWORK_TEXTS } from "./never-opened/network.ts";
import { NOT_WEBSOCKET_TEXTS } from "./never-opened/not-websocket.ts";
import { TLS_TEXTS } from "./never-opened/tls.ts";
import { UNKNOWN_FAILURE_TEXTS } from "./never-opened/unknown-failure.ts";
import { OPENCLAW_VARIANTS } from "./openclaw.ts";
import { PROTOCOL_VARIANTS } from "./protocols.ts";
import { RECONNECT_TEXTS } from "./reconnect.ts";
import { REQUEST_TEXTS, REQUEST_VARIANTS } from "./requests.ts";
import { RETURN_TEXTS } from "./returns.ts";
import { SERIES_AND_PAGE_TEXTS } from "./series-and-page.ts";
import { LIFE_VARIANTS } from "./signs-of-life.ts";
import { SILENCE_TEXTS } from "./silence.ts";
import { SPOKEN_VARIANTS } from "./spoken.ts";
import { addVariants, type FindingText } from "./text.ts";
import { TOLD_TEXTS } from "./told.ts";

const TEXTS = {
  ...NETWORK_TEXTS,
  ...TLS_TEXTS,
  ...ANSWER_TEXTS,
  ...NOT_WEBSOCKET_TEXTS,
  ...BROWSER_TEXTS,
  ...UNKNOWN_FAILURE_TEXTS,
  ...CREDENTIAL_TEXTS,
  ...DROPPED_TEXTS,
  ...LOST_TEXTS,
  ...CLOSED_TEXTS,
  ...TOLD_TEXTS,
  ...DATA_TEXTS,
  ...SILENCE_TEXTS,
  ...CONTENT_TEXTS,
  ...REQUEST_TEXTS,
  ...RECONNECT_TEXTS,
  ...RETURN_TEXTS,
  ...SERIES_AND_PAGE_TEXTS,
} satisfies Record<FindingId, FindingText>;

/** Which of them it is depends on the status, and what it means on who gave it. */
const ANSWERED_VARIANTS = {
  "handshake-rejected": ANSWERED_BY,
  "handshake-not-found": ANSWERED_BY,
  "handshake-not-websocket": ANSWERED_BY,
  "handshake-server-error": ANSWERED_BY,
  "auth-rejected": ANSWERED_BY,
};

/** Variants of findings whose general words stand above. */
const ELSEWHERE = [
  PROTOCOL_VARIANTS,
  OPENCLAW_VARIANTS,
  SPOKEN_VARIANTS,
  LIFE_VARIANTS,
  ANSWERED_VARIANTS,
  REQUEST_VARIANTS,
] as const;

/** The words of every finding. A finding without words does not compile. */
export const FINDING_TEXTS: Record<FindingId, FindingText> = ELSEWHERE.reduce<
  Record<FindingId, FindingText>
>(addVariants, TEXTS);

/** The tables as they are written: which facts a finding needs is read from them, see `facts-of.ts`. */
export type WrittenTexts = { general: typeof TEXTS; variants: (typeof ELSEWHERE)[number] };
