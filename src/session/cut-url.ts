import { cutText } from "../protocol/cut-text.ts";
import { MAX_URL } from "../protocol/page-event.ts";
import { MAX_URL_LENGTH } from "./limits.ts";

/** The same for the page's word and that of DevTools, both of which were cut at `MAX_URL`. */
export const cutUrl = (url: string): string => cutText(url, MAX_URL_LENGTH, MAX_URL);
