/** Where the messages of a file stand in it, as columns: 28 bytes each, however long they are. */

const FIRST_ROWS = 1_024;

export type RowColumns = {
  readonly count: number;
  add(at: number, length: number, seq: number, time: number): void;
  /** Where its text begins in the file, and how long it is there: in bytes. */
  startOf(row: number): number;
  lengthOf(row: number): number;
  seqOf(row: number): number;
  timeOf(row: number): number;
};

export function createRowColumns(): RowColumns {
  let starts = new Float64Array(FIRST_ROWS);
  let lengths = new Uint32Array(FIRST_ROWS);
  let seqs = new Float64Array(FIRST_ROWS);
  let times = new Float64Array(FIRST_ROWS);
  let count = 0;
  const grow = () => {
    const size = Math.ceil(count * 1.5);
    const wider = (column: Float64Array) => {
      const grown = new Float64Array(size);
      grown.set(column);
      return grown;
    };
    starts = wider(starts);
    seqs = wider(seqs);
    times = wider(times);
    const grown = new Uint32Array(size);
    grown.set(lengths);
    lengths = grown;
  };
  return {
    get count() {
      return count;
    },
    add(at, length, seq, time) {
      if (count === starts.length) grow();
      starts[count] = at;
      lengths[count] = length;
      seqs[count] = seq;
      times[count] = time;
      count++;
    },
    startOf: (row) => starts[row] ?? 0,
    lengthOf: (row) => lengths[row] ?? 0,
    seqOf: (row) => seqs[row] ?? 0,
    timeOf: (row) => times[row] ?? 0,
  };
}
