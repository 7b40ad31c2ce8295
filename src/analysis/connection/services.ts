import { type Recognised, recognise } from "../../services/recognise.ts";
import { SERVICES, type ServiceName } from "../../services/services.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";

const recogniseOnce = rememberPerConnection((connection: Connection) => recognise(connection));

/** Everyone whom the connection shows to be on the other side or on the way, the surest first. */
export const servicesOf = (connection: Connection): readonly Recognised[] =>
  recogniseOnce(connection, null);

/** Who is on the other side, or null where nothing gives it away: what is only on the way says nothing. */
export const speakerOf = (connection: Connection): ServiceName | null =>
  servicesOf(connection).find(({ name }) => !ON_THE_WAY.has(SERVICES[name].is))?.name ?? null;

const ON_THE_WAY = new Set<string>(["proxy", "cloud"]);
