/** Between the panel and the worker that looks through bodies, so that the panel never waits. */
import type { FilterRow, MessageContext } from "../filter/filter.ts";

export type SearchText = { text: string; isRegex: boolean; matchesCase: boolean };

/** The messages of one connection. */
export type ScanTarget = {
  connectionId: string;
  context: MessageContext;
  /** Rows before this place are known already. */
  from: number;
  /** Its rows are not in the database: the panel hands them over when it is asked. */
  isFed: boolean;
};

export type ScanRequest = {
  kind: "scan";
  id: number;
  tabId: number;
  /** A row is found where the filter holds, and the text is in its body. */
  filterText: string;
  search: SearchText | null;
  /**
   * A row's place: its position among the rows of its connection by now, or its number, which stays
   * when the oldest rows go.
   */
  by: "position" | "seq";
  targets: ScanTarget[];
  /** Where to begin, so that what is near is found first; what lies before it comes last. */
  start: { target: number; place: number } | null;
  /** Tell how many rows each term of the filter holds for by itself. */
  countsTerms: boolean;
};

export type FedRows = {
  kind: "rows";
  id: number;
  target: number;
  rows: FilterRow[];
  /** Of each row. */
  places: number[];
  isLast: boolean;
};

export type ToScanner = ScanRequest | FedRows | { kind: "cancel" };

export type Hits = { target: number; places: Uint32Array };

export type FromScanner =
  /** Work begins that no message can interrupt; if nothing follows, an expression does not end. */
  | { kind: "matching"; id: number }
  | {
      kind: "found";
      id: number;
      hits: Hits[];
      scannedRows: number;
      totalRows: number;
      termCounts: number[];
    }
  /** It wants the next rows of the targets that are fed. */
  | { kind: "hungry"; id: number }
  /** `ends`: up to which place each target was looked through. Not complete where the store changed. */
  | { kind: "done"; id: number; ends: number[]; isComplete: boolean }
  | { kind: "failed"; id: number; message: string };
