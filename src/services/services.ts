import { AMAZON } from "./known/amazon.ts";
import { ANSWERERS } from "./known/answerers.ts";
import { CENTRIFUGO } from "./known/centrifugo.ts";
import { CHAT } from "./known/chat.ts";
import { CLIENTS } from "./known/clients.ts";
import { DISCORD } from "./known/discord.ts";
import { EDGES } from "./known/edges.ts";
import { FRAMEWORKS } from "./known/frameworks.ts";
import { GRAPHQL } from "./known/graphql.ts";
import { HOSTED } from "./known/hosted.ts";
import { PROXIES } from "./known/proxies.ts";
import { PUSHER } from "./known/pusher.ts";
import { SERVERS } from "./known/servers.ts";
import { SPEECH } from "./known/speech.ts";
import { STANDARDS } from "./known/standards.ts";
import { TOOLS } from "./known/tools.ts";
import type { Service } from "./service.ts";

/** What has hosts of its own stands before what it is made of: the first that fits speaks first. */
const ROWS = {
  ...PROXIES,
  ...AMAZON,
  ...EDGES,
  ...SERVERS,
  ...DISCORD,
  ...CHAT,
  ...SPEECH,
  ...HOSTED,
  ...PUSHER,
  ...CENTRIFUGO,
  ...FRAMEWORKS,
  ...GRAPHQL,
  ...TOOLS,
  ...STANDARDS,
  ...CLIENTS,
  ...ANSWERERS,
};

export type ServiceName = keyof typeof ROWS;

type Decoded = Extract<(typeof ROWS)[ServiceName], { decoder: string }>;

/** The ways in which messages are read. */
export type ProtocolId = Decoded["decoder"] | "plain";

type Row = Service & { decoder?: ProtocolId };

/** All that is known of who may be on the other side of a WebSocket, or on the way. */
export const SERVICES: Readonly<Record<ServiceName, Row>> = ROWS;

const isServiceName = (name: string): name is ServiceName => Object.hasOwn(ROWS, name);

/** Each row with its name, in the order of the table. */
export const SERVICE_ROWS: readonly (readonly [ServiceName, Row])[] = Object.keys(ROWS)
  .filter(isServiceName)
  .map((name) => [name, SERVICES[name]]);

export const PROTOCOLS: readonly ProtocolId[] = [
  ...new Set(SERVICE_ROWS.flatMap(([, { decoder }]) => decoder ?? [])),
  "plain",
];
