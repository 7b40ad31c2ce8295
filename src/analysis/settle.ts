import type { Draft } from "./check.ts";

type Proposal = { check: string; draft: Draft };

/**
 * Of all that would explain the end of a connection only the most confident stays, the earlier
 * check's where two are equally sure: two explanations of one end would explain nothing.
 */
export function settlePrimaries(proposals: readonly Proposal[]): Proposal[] {
  const best = new Map<string, Proposal>();
  for (const proposal of proposals) {
    const { explains, subject, confidence } = proposal.draft;
    if (!explains) continue;
    const rival = best.get(subject.id);
    if (!rival || confidence > rival.draft.confidence) best.set(subject.id, proposal);
  }
  return proposals.filter(
    (proposal) => !proposal.draft.explains || best.get(proposal.draft.subject.id) === proposal,
  );
}
