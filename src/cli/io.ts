/** Where a command's words go. */
export type Io = {
  out: (text: string) => void;
  err: (text: string) => void;
  colour: boolean;
  columns: number;
};
