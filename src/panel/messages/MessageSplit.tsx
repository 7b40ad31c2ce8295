import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { useRememberedSize } from "../ui/remembered.ts";
import { Splitter } from "../ui/Splitter.tsx";
import { useRoom } from "../ui/use-room.ts";
import { splitRoom } from "./message-split.ts";

/** The list, and the message that is open: below it, or beside it where the panel is low. */
export function MessageSplit(props: { message: ComponentChildren; children: ComponentChildren }) {
  const { message, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const [heightPx, setHeight] = useRememberedSize("message-list-height");
  const [widthPx, setWidth] = useRememberedSize("message-list-width");
  const split = room && message ? splitRoom(room, { heightPx, widthPx }) : null;
  const open = message ? " has-message" : "";
  return (
    <div ref={box} class={`message-split${open}${split?.isBeside ? " beside" : ""}`}>
      <div
        id="message-list"
        class="message-list"
        style={split ? { flex: `0 0 ${split.listPx}px` } : {}}
      >
        {children}
        {split && (
          <Splitter
            label="Size of the list of messages"
            controls="message-list"
            orientation={split.isBeside ? "vertical" : "horizontal"}
            sizePx={split.listPx}
            minPx={split.minPx}
            maxPx={split.maxPx}
            onSize={split.isBeside ? setWidth : setHeight}
          />
        )}
      </div>
      {message}
    </div>
  );
}
