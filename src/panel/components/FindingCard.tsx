import type { Finding } from "../../analysis/finding.ts";
import { EvidenceList } from "./EvidenceList.tsx";
import { FirstFix, OtherFixes } from "./Fixes.tsx";

const NEEDS = {
  record: "Recording what messages say would make this surer.",
  devtools: "With DevTools open during the handshake this would be surer.",
} as const;

type Props = { finding: Finding; onJump(connectionId: string, seq: number): void };

/** One conclusion: the sentence, what to do first, why it happens and what it rests on. */
export function FindingCard({ finding, onJump }: Props) {
  const { severity, title, explanation, evidence, causes, fixes, confidence, needs } = finding;
  const [firstFix, ...otherFixes] = fixes;
  return (
    <article class={`finding ${severity}`}>
      <h2>
        <span class={`severity ${severity}`}>
          <span class="spoken">{severity}: </span>
        </span>
        {title}
      </h2>
      <p>{explanation}</p>
      {firstFix && <FirstFix fix={firstFix} />}
      {causes.length > 0 && (
        <>
          <h3>{causes.length > 1 ? "Likely causes, most likely first" : "Likely cause"}</h3>
          <ol>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ol>
        </>
      )}
      {otherFixes.length > 0 && <OtherFixes fixes={otherFixes} />}
      {evidence.length > 0 && (
        <>
          <h3>Evidence</h3>
          <EvidenceList evidence={evidence} onJump={onJump} />
        </>
      )}
      <p class="quiet finding-foot">
        <code>{finding.id}</code> · confidence {Math.round(confidence * 100)} %
        {needs && ` · ${NEEDS[needs]}`}
      </p>
    </article>
  );
}
