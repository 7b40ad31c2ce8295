import type { Finding } from "../../analysis/finding.ts";
import type { FindingLine } from "./fold-findings.ts";

type Props = { lines: FindingLine[]; onOpen(finding: Finding): void };

/** What else is known that bears on this one, a link each. */
export function RelatedFindings({ lines, onOpen }: Props) {
  if (lines.length === 0) return null;
  return (
    <section class="card related">
      <h3>Related</h3>
      <ul>
        {lines.map(({ finding, count }) => (
          <li key={`${finding.id} ${finding.subject.kind} ${finding.subject.url}`}>
            <span class={`severity ${finding.severity}`}>
              <span class="spoken">{finding.severity}: </span>
            </span>
            <button type="button" class="link" onClick={() => onOpen(finding)}>
              {finding.title}
            </button>
            {count > 1 && <span class="times"> ×{count}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
