import type { Finding } from "../../analysis/finding.ts";
import { FINDINGS } from "../../analysis/findings.ts";
import { EvidenceList, type OnJump, type OpenSource } from "./EvidenceList.tsx";
import { FirstFix, OtherFixes } from "./Fixes.tsx";

const NEEDS = {
  record: "Recording what messages say would make this surer.",
  devtools: "With DevTools open during the handshake this would be surer.",
} as const;

type Props = {
  finding: Finding;
  /** How long its connection lived, and whether that is a limit's doing. */
  duration?: string | null;
  /** Of a series: the attempt that a time belongs to. */
  ownerAt?: (at: number) => string | null;
  onJump: OnJump;
  onOpenSource: OpenSource;
};

/** One conclusion: the sentence, what to do first, why it happens and what it rests on. */
export function FindingCard({ finding, duration, ownerAt, onJump, onOpenSource }: Props) {
  const { severity, title, explanation, evidence, causes, fixes, confidence, needs } = finding;
  const { kind, id } = finding.subject;
  const { spec } = FINDINGS[finding.id];
  const [firstFix, ...otherFixes] = fixes;
  return (
    <article class={`finding ${severity}`}>
      <h2>
        <span class={`severity ${severity}`}>
          <span class="spoken">{severity}: </span>
        </span>
        {title}
        {duration && <span class="mark">{duration}</span>}
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
          <EvidenceList
            evidence={evidence}
            ownerAt={(at) => (kind === "connection" ? id : (ownerAt?.(at) ?? null))}
            onJump={onJump}
            onOpenSource={onOpenSource}
          />
        </>
      )}
      <p class="quiet finding-foot">
        <a href={`/findings/${finding.id}.html`} target="_blank" rel="noreferrer">
          <code>{finding.id}</code>, and how it is judged
        </a>{" "}
        · confidence {Math.round(confidence * 100)} %{needs && ` · ${NEEDS[needs]}`}
        {spec && (
          <>
            {" · "}
            <a href={spec.url} target="_blank" rel="noreferrer">
              {spec.label}
            </a>
          </>
        )}
      </p>
    </article>
  );
}
