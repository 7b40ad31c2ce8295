/** What had been masked in a file when it was written: whoever writes it again says so again. */
export type MaskedSecrets = readonly { kind: string; name: string; place: string; count: number }[];

/** What was masked before, and what is masked now, each kind once. Null: nothing was looked at. */
export function joinMasked(
  before: MaskedSecrets | null,
  now: MaskedSecrets | null,
): MaskedSecrets | null {
  if (before === null || now === null) return now ?? before;
  const joined = before.map((secret) => ({ ...secret }));
  for (const { kind, name, place, count } of now) {
    const known = joined.find((b) => b.kind === kind && b.name === name && b.place === place);
    if (known) known.count += count;
    else joined.push({ kind, name, place, count });
  }
  return joined;
}
