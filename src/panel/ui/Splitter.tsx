import { useEffect, useRef } from "preact/hooks";

type Props = {
  /** What it makes larger and smaller. */
  label: string;
  /** The id of that. */
  controls: string;
  /** vertical: a line between left and right. */
  orientation: "vertical" | "horizontal";
  sizePx: number;
  minPx: number;
  maxPx: number;
  /** Null: as large as it is by itself. */
  onSize(sizePx: number | null): void;
};

const STEP_PX = 16;

/** A line between two panes that can be dragged, and moved by the arrow keys. */
export function Splitter(props: Props) {
  const { label, controls, orientation, sizePx, minPx, maxPx, onSize } = props;
  const isVertical = orientation === "vertical";
  const drag = useRef<{ from: number; sizePx: number } | null>(null);
  const clamp = (size: number) => Math.round(Math.min(maxPx, Math.max(minPx, size)));
  const now = clamp(sizePx);
  const alongOf = (event: PointerEvent) => (isVertical ? event.clientX : event.clientY);
  const onKey = (event: KeyboardEvent) => {
    const [less, more] = isVertical ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    if (event.key === less) onSize(clamp(now - STEP_PX));
    else if (event.key === more) onSize(clamp(now + STEP_PX));
    else if (event.key === "Home") onSize(minPx);
    else if (event.key === "End") onSize(clamp(maxPx));
    else return;
    event.preventDefault();
  };
  // While it is dragged the page must not select text, nor show another cursor.
  const mark = (on: boolean) => document.body.classList.toggle(`resizing-${orientation}`, on);
  useEffect(() => () => void mark(false), []);
  const finish = () => {
    drag.current = null;
    mark(false);
  };
  return (
    <hr
      class={`splitter ${orientation}`}
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={orientation}
      aria-valuenow={now}
      aria-valuemin={minPx}
      aria-valuemax={Math.max(minPx, Math.round(maxPx))}
      title="Drag to resize; double-click for the usual size"
      onKeyDown={onKey}
      onDblClick={() => onSize(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        drag.current = { from: alongOf(event), sizePx: now };
        event.currentTarget.setPointerCapture(event.pointerId);
        mark(true);
      }}
      onPointerMove={(event) => {
        const start = drag.current;
        if (start) onSize(clamp(start.sizePx + alongOf(event) - start.from));
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
    />
  );
}
