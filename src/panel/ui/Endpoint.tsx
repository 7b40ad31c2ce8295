import { addressText } from "./safe-text.ts";
import { shortEndpoint } from "./short-endpoint.ts";

/** An endpoint on one line; what does not fit is left out before the end of its path. */
export function Endpoint({ endpoint }: { endpoint: string }) {
  const shown = addressText(endpoint);
  const { before, head, tail } = shortEndpoint(shown);
  return (
    <bdi class="endpoint" dir="ltr" title={shown}>
      {before + head !== "" && (
        <span class="endpoint-head">
          <span class="quiet">{before}</span>
          {head}
        </span>
      )}
      <span class="endpoint-tail">{tail}</span>
    </bdi>
  );
}

/** The whole of it, where it is the heading. */
export function WholeEndpoint({ endpoint }: { endpoint: string }) {
  const shown = addressText(endpoint);
  return (
    <bdi dir="ltr" title={shown}>
      {shown}
    </bdi>
  );
}
