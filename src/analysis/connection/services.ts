import { type Recognised, recognise } from "../../services/recognise.ts";
import type { Service } from "../../services/service.ts";
import { SERVICES, type ServiceName } from "../../services/services.ts";
import type { Connection } from "../../session/session.ts";
import { rememberPerConnection } from "../remember.ts";

const recogniseOnce = rememberPerConnection((connection: Connection) => recognise(connection));

/** Everyone whom the connection shows to be on the other side or on the way, the surest first. */
export const servicesOf = (connection: Connection): readonly Recognised[] =>
  recogniseOnce(connection, null);

/**
 * Who is on the other side, or null where nothing gives it away. What is only on the way says
 * nothing, and a server that has no words of its own only carries what others speak.
 */
export const speakerOf = (connection: Connection): ServiceName | null =>
  servicesOf(connection).find(({ name }) => speaks(SERVICES[name]))?.name ?? null;

const speaks = ({ is, codes }: Service): boolean =>
  is === "server" ? codes !== undefined : is !== "proxy" && is !== "cloud";
