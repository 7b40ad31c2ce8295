import { recognise, type Traits } from "../services/recognise.ts";
import { type ProtocolId, SERVICES } from "../services/services.ts";

/** A list asks for each of its connections whenever one of them changes: by then two things can have. */
const known = new WeakMap<Traits, { open: Traits["open"]; said: number; protocol: ProtocolId }>();

/** How the two sides speak; "plain" where nothing gives it away. */
export function detectProtocol(traits: Traits): ProtocolId {
  const { open, first } = traits;
  const before = known.get(traits);
  if (before && before.open === open && before.said === first.length) return before.protocol;
  const protocol = detectNow(traits);
  known.set(traits, { open, said: first.length, protocol });
  return protocol;
}

function detectNow(traits: Traits): ProtocolId {
  // What answered the handshake says nothing of what is spoken through it.
  for (const { name } of recognise({ ...traits, handshake: null })) {
    const { decoder } = SERVICES[name];
    if (decoder) return decoder;
  }
  return "plain";
}
