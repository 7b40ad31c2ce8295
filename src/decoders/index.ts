/** What messages say: which protocol a connection speaks, and each body in one line. */

import type { ProtocolId } from "../services/services.ts";
import type { Decoder } from "./decoder.ts";
import type { Body, Described, Direction } from "./described.ts";
import { describePlain } from "./plain.ts";
import { PROTOCOL_DECODERS } from "./protocols/index.ts";

export type { Traits } from "../services/recognise.ts";
export { PROTOCOLS, type ProtocolId } from "../services/services.ts";
export { decodeBinary } from "./binary/decode-binary.ts";
export type { Body, Described, Direction, Farewell, SpokenError } from "./described.ts";
export { detectProtocol } from "./detect.ts";
export { readMismatch } from "./dialects.ts";
export { readNotice } from "./notices.ts";
export { readClientPromise } from "./promises.ts";
export { isWholePacket } from "./protocols/mqtt.ts";
export { readError } from "./read-error.ts";
export { readJson } from "./read-json.ts";
export { readProvider } from "./read-provider.ts";
export { readWatchdog, type Watchdog } from "./watchdogs.ts";
export { writeJson } from "./write-json.ts";

/** A row of `services/known/` whose decoder nobody wrote does not compile here. */
const DECODERS: Record<ProtocolId, Decoder> = {
  ...PROTOCOL_DECODERS,
  plain: { name: "an unknown protocol", describe: describePlain },
};

export const describeMessage = (
  protocol: ProtocolId,
  body: Body,
  direction: Direction,
): Described => DECODERS[protocol].describe(body, direction);

export const nameProtocol = (protocol: ProtocolId): string => DECODERS[protocol].name;
