import type { Outcome } from "../../session/overrides.ts";
import { countOf, formatCount } from "../../words/words.ts";
import type { FindingId } from "../finding.ts";
import type { Facts } from "./facts.ts";

export type Judged = { outcome: Outcome; note: string };

/** What answers no: a finding, in one of its kinds or in any, and from which severity on. */
export type Ground = { id: FindingId; variant?: string; evenAsRemark?: true };

export type Item = {
  number: number;
  area: "connectivity" | "client" | "server" | "proxy" | "upstream";
  text: string;
  /** Any of these answers no. */
  refutedBy: readonly Ground[];
  /** One answer for the whole session, whichever endpoint is in trouble. */
  ofSession?: true;
  /** Asked where nothing refutes it. */
  prove(facts: Facts): Judged;
};

/** These, unless they are mere remarks. */
export const troubles = (...ids: FindingId[]): Ground[] => ids.map((id) => ({ id }));
/** These, however lightly they weigh: what the item denies was seen. */
export const sightings = (...ids: FindingId[]): Ground[] =>
  ids.map((id) => ({ id, evenAsRemark: true }));

export const yes = (note: string): Judged => ({ outcome: "yes", note });
export const no = (note: string): Judged => ({ outcome: "no", note });
export const ask = (note: string): Judged => ({ outcome: "ask", note });
export const notApplicable = (note: string): Judged => ({ outcome: "not-applicable", note });

/** "3 of 4 connections opened". */
export const openedOf = ({ opened, connections }: Facts): string =>
  `${formatCount(opened.length)} of ${countOf(connections.length, "connection")} opened`;

export const UNSEEN = "Nothing here shows it either way.";

/** What an open connection proves for the whole way to the server. */
export const whereOpened = (facts: Facts, otherwise: string): Judged =>
  facts.opened.length > 0 ? yes(`${openedOf(facts)}.`) : ask(otherwise);
