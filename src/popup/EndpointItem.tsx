import type { EndpointLine } from "./endpoint-lines.ts";

/** One endpoint: how it stands, and the worst that is known of it. */
export function EndpointItem({ line }: { line: EndpointLine }) {
  const { endpoint, tone, counts, state, lastClose, worst } = line;
  return (
    <li>
      <span class={`dot ${tone}`} aria-hidden="true" />
      <div>
        <p class="endpoint" title={endpoint}>
          <bdi>{endpoint.replace(/^wss:\/\//, "")}</bdi>
        </p>
        {worst && (
          <p class={worst.severity === "info" ? "quiet" : `tone-${worst.severity}`}>
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
