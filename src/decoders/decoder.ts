import type { ProtocolId } from "../services/services.ts";
import type { Body, Described, Direction } from "./described.ts";

/** How the messages of a protocol are read. */
export type Decoder = {
  /** How people know the protocol. */
  name: string;
  /** One body in one line. Bounded work whatever the body holds; never throws. */
  describe(body: Body, direction: Direction): Described;
};

/** By what rows of `services/known/` call it: a file of `protocols/` has one, or those of two dialects. */
export type Decoders = Partial<Record<ProtocolId, Decoder>>;
