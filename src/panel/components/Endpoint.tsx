import { shortEndpoint } from "../short-endpoint.ts";

/** An endpoint on one line; what does not fit is left out before the end of its path. */
export function Endpoint({ endpoint }: { endpoint: string }) {
  const { before, head, tail } = shortEndpoint(endpoint);
  return (
    <span class="endpoint" title={endpoint}>
      {before + head !== "" && (
        <span class="endpoint-head">
          <span class="quiet">{before}</span>
          <bdi>{head}</bdi>
        </span>
      )}
      <bdi class="endpoint-tail">{tail}</bdi>
    </span>
  );
}
