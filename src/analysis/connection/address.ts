import { parseUrl } from "../../protocol/parse-url.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";

const parseOnce = rememberPerConnection(({ endpoint }: Connection, _: null) => parseUrl(endpoint));

/** The endpoint taken apart, once: with each message thousands are asked for theirs. */
export const addressOf = (connection: Connection): ReturnType<typeof parseUrl> =>
  parseOnce(connection, null);
