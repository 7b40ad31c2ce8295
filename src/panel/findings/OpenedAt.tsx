import { firstFrame, type SourcePlace } from "../ui/stack-frame.ts";

type Props = { verb: string; stack: string | null; onOpen: ((place: SourcePlace) => void) | null };

/** "opened at chat.ts:41", a link where Sources can be opened. */
export function OpenedAt({ verb, stack, onOpen }: Props) {
  const place = firstFrame(stack);
  if (!place) return null;
  return (
    <p class="opened-at" title={place.url}>
      {verb} at{" "}
      {onOpen ? (
        <button type="button" class="link" onClick={() => onOpen(place)}>
          {place.label}
        </button>
      ) : (
        <code>{place.label}</code>
      )}
    </p>
  );
}
