import type { Connection } from "../../session/session.ts";
import { HarError } from "../har-error.ts";
import { type Masked, type WatchedMasker, type Wishes, watchMasker } from "../mask/watch-masker.ts";
import { createHarPlan } from "./har-plan.ts";
import { JsonFault } from "./json-fault.ts";
import { JsonRewriter } from "./json-rewriter.ts";
import { isMarkFirst } from "./mark-first.ts";
import { createOwnPlan, type Entries } from "./own-parts.ts";
import { placeOf } from "./place-of.ts";
import type { Source } from "./source.ts";

/** The file without its secrets; what was found is known when its bytes are over. */
export type Redaction = { chunks: AsyncIterable<Uint8Array>; found(): Masked[] };

export async function redactFile(source: Source, wishes: Wishes): Promise<Redaction> {
  const watched = watchMasker(wishes);
  const ahead = (await isMarkFirst(source)) ? await readAhead(source, wishes) : null;
  const chunks = rewrite(source, watched, [], ahead);
  return { chunks, found: watched.found };
}

/** What is said of the whole session stands before what it is made of, which is masked in the same way first. */
async function readAhead(source: Source, wishes: Wishes): Promise<Entries> {
  const watched = watchMasker(wishes);
  const connections: Connection[] = [];
  for await (const _ of rewrite(source, watched, connections, null));
  return { connections, found: watched.found() };
}

async function* rewrite(
  source: Source,
  { masker, at, found }: WatchedMasker,
  connections: Connection[],
  ahead: Entries | null,
): AsyncGenerator<Uint8Array> {
  const own = createOwnPlan(masker, connections, () => ahead ?? { connections, found: found() });
  const { root, loose, lacking } = createHarPlan(masker, at, own);
  const rewriter = new JsonRewriter(root, loose);
  try {
    for await (const chunk of source.read()) yield rewriter.push(chunk);
    yield rewriter.end();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new HarError(await placeOf(source, error.offset), error.problem);
  }
  const name = lacking();
  if (name !== null) throw new HarError(name, "is missing");
}
