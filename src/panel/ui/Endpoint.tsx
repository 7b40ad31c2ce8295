import { endpointNaming } from "./endpoint-naming.ts";
import { addressText } from "./safe-text.ts";
import { shortEndpoint } from "./short-endpoint.ts";

/**
 * An endpoint on one line, by what tells it from the others; what does not fit is left out before
 * the end of it. Its address is there for whoever rests the mouse on it.
 */
export function Endpoint({ endpoint }: { endpoint: string }) {
  const name = endpointNaming.value(endpoint);
  const shown = addressText(endpoint);
  const { before, head, tail } = shortEndpoint(addressText(name));
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
