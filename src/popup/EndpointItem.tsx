import type { EndpointLine } from "./endpoint-lines.ts";
import { Sparkline } from "./Sparkline.tsx";

/** About three lines of the popup. */
const MAX_CHARACTERS = 130;

/** The host and the end of the path tell endpoints apart: what goes is between them. */
function shortenMiddle(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  return `${text.slice(0, MAX_CHARACTERS / 2)}…${text.slice(1 - MAX_CHARACTERS / 2)}`;
}

/** One endpoint: how it stands, and the worst that is known of it. */
export function EndpointItem({ line }: { line: EndpointLine }) {
  const { endpoint, name, tone, counts, state, lastClose, outage, worst, activity } = line;
  return (
    <li>
      <span class={`dot ${tone}`} aria-hidden="true" />
      <div>
        <div class="endpoint-head">
          <p class="endpoint" title={endpoint}>
            <bdi>{shortenMiddle(name)}</bdi>
          </p>
          {activity && <Sparkline counts={activity} />}
        </div>
        {outage && (
          <p class="outage" title={outage}>
            <bdi>{outage}</bdi>
          </p>
        )}
        {worst && (
          <p
            class={`worst ${worst.severity === "info" ? "quiet" : `tone-${worst.severity}`}`}
            title={worst.title}
          >
            <bdi>{worst.short ?? worst.title}</bdi>
          </p>
        )}
        <p class="quiet">
          {state}
          {lastClose && `, before that ${lastClose}`} · {counts}
        </p>
      </div>
    </li>
  );
}
