import type { FindingId } from "./finding.ts";
import { ANSWER_TEXTS } from "./texts/answer.ts";
import { BROWSER_TEXTS } from "./texts/browser.ts";
import { CLOSED_TEXTS } from "./texts/closed.ts";
import { CONTENT_TEXTS } from "./texts/content.ts";
import { CREDENTIAL_TEXTS } from "./texts/credentials.ts";
import { DATA_TEXTS } from "./texts/data.ts";
import { DROPPED_TEXTS } from "./texts/dropped.ts";
import { NETWORK_TEXTS } from "./texts/network.ts";
import { PROTOCOL_VARIANTS } from "./texts/protocols.ts";
import { RECONNECT_TEXTS } from "./texts/reconnect.ts";
import { RETURN_TEXTS } from "./texts/returns.ts";
import { SERIES_AND_PAGE_TEXTS } from "./texts/series-and-page.ts";
import { SILENCE_TEXTS } from "./texts/silence.ts";
import { addVariants, type FindingText } from "./texts/text.ts";
import { TLS_TEXTS } from "./texts/tls.ts";
import { UNKNOWN_FAILURE_TEXTS } from "./texts/unknown-failure.ts";

const TEXTS = {
  ...NETWORK_TEXTS,
  ...TLS_TEXTS,
  ...ANSWER_TEXTS,
  ...BROWSER_TEXTS,
  ...UNKNOWN_FAILURE_TEXTS,
  ...CREDENTIAL_TEXTS,
  ...DROPPED_TEXTS,
  ...CLOSED_TEXTS,
  ...DATA_TEXTS,
  ...SILENCE_TEXTS,
  ...CONTENT_TEXTS,
  ...RECONNECT_TEXTS,
  ...RETURN_TEXTS,
  ...SERIES_AND_PAGE_TEXTS,
} satisfies Record<FindingId, FindingText>;

/** The words of every finding. A finding without words does not compile. */
export const FINDING_TEXTS: Record<FindingId, FindingText> = addVariants(TEXTS, PROTOCOL_VARIANTS);
