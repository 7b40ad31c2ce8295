import type { Finding } from "../../analysis/finding.ts";
import { numbersOf } from "../../analysis/numbers/numbers.ts";
import { sayNumbers } from "../../analysis/numbers/say-numbers.ts";
import type { Connection } from "../../session/session.ts";

type Props = {
  connections: readonly Connection[];
  findingsOf(connectionId: string): readonly Finding[];
};

/** Figures that somebody can set a time-out or a heartbeat by, as in reports. */
export function SetBy({ connections, findingsOf }: Props) {
  const numbers = numbersOf(connections, (id) => findingsOf(id).find(({ primary }) => primary));
  const lines = numbers ? sayNumbers(numbers) : [];
  if (lines.length === 0) return null;
  return (
    <section class="card wide">
      <h3>Numbers to set something by</h3>
      <ul class="heartbeats">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
