import type { EndpointLine } from "./endpoint-lines.ts";
import { Sparkline } from "./Sparkline.tsx";

/** One endpoint: how it stands, and the worst that is known of it. */
export function EndpointItem({ line }: { line: EndpointLine }) {
  const { endpoint, tone, counts, state, lastClose, worst, activity } = line;
  return (
    <li>
      <span class={`dot ${tone}`} aria-hidden="true" />
      <div>
        <div class="endpoint-head">
          <p class="endpoint" title={endpoint}>
            <bdi>{endpoint.replace(/^wss:\/\//, "")}</bdi>
          </p>
          {activity && <Sparkline counts={activity} />}
        </div>
        {worst && (
          <p
            class={`worst ${worst.severity === "info" ? "quiet" : `tone-${worst.severity}`}`}
            title={worst.title}
          >
            {worst.title}
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
