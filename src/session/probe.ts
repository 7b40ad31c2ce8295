import { withoutCutMark } from "../protocol/cut-text.ts";

/** What a probe of a socket asks for: the same place by plain HTTP, as far as it was kept. */
export const toHttp = (url: string): string => withoutCutMark(url).replace(/^ws/i, "http");
