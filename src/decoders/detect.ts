import { recognise, type Traits } from "../services/recognise.ts";
import { type ProtocolId, SERVICES } from "../services/services.ts";

/** How the two sides speak; "plain" where nothing gives it away. */
export function detectProtocol(traits: Traits): ProtocolId {
  for (const { name } of recognise(traits)) {
    const { decoder } = SERVICES[name];
    if (decoder) return decoder;
  }
  return "plain";
}
