import type { Words } from "../text.ts";
import { BY_ITS_PAST } from "./answered/past.ts";
import { BY_SERVERS } from "./answered/servers.ts";
import { BY_SESSIONS } from "./answered/sessions.ts";
import { BY_STATUS } from "./answered/statuses.ts";
import { ON_THE_WAY } from "./answered/way.ts";

/** What a status means where it is known who gave it: see `knowledge/answered-by.ts`. */
export const ANSWERED_BY = {
  ...ON_THE_WAY,
  ...BY_SESSIONS,
  ...BY_SERVERS,
  ...BY_ITS_PAST,
  ...BY_STATUS,
} as const satisfies Record<string, Partial<Words>>;
