import type vm from "node:vm";
import { compile } from "./hook-source.ts";

export type Mutant = {
  /** The function around it that stands on its own in the module. */
  within: string;
  statement: string;
  script: vm.Script;
};

const THROW = 'throw new Error("broken on purpose");';
/** A function of the module itself: its own functions stand deeper. */
const OUTER = /^\t(?:var|const|function) (\w+)/;
const INNER = /^\t\t(?:const |get )?(\w+)(?: = \(|\()/;
const STATEMENT = /^\t\t+(?!\/\/|\/?\*|case |default:)\S.*[;{]$/;

/** The hook once for each statement in its functions, with a throw before it. */
export function* mutantsOf(source: string): Generator<Mutant> {
  const lines = source.split("\n");
  let outer = "";
  let inner = "";
  for (const [i, line] of lines.entries()) {
    const begun = OUTER.exec(line)?.[1];
    if (begun) inner = "";
    outer = begun ?? outer;
    inner = INNER.exec(line)?.[1] ?? inner;
    if (!STATEMENT.test(line)) continue;
    const script = tryToCompile(lines.toSpliced(i, 0, THROW).join("\n"));
    if (script)
      yield { within: inner ? `${outer}.${inner}` : outer, statement: line.trim(), script };
  }
}

/** Null for a place within an expression. */
function tryToCompile(source: string): vm.Script | null {
  try {
    return compile(source);
  } catch {
    return null;
  }
}
