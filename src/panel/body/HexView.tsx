import { useState } from "preact/hooks";
import { VirtualRows } from "../ui/rows/VirtualRows.tsx";
import { BYTES_PER_LINE, hexLine } from "./hex.ts";

const ROW_HEIGHT_PX = 17;

/** Bytes with their offsets; only the lines on the screen are worked out. */
export function HexView({ bytes }: { bytes: Uint8Array }) {
  const [active, setActive] = useState(-1);
  if (bytes.length === 0) return <p class="hint quiet">It has no bytes.</p>;
  const count = Math.ceil(bytes.length / BYTES_PER_LINE);
  return (
    <VirtualRows
      id="hex"
      label="Bytes in hexadecimal"
      role="listbox"
      count={count}
      rowHeightPx={ROW_HEIGHT_PX}
      activeIndex={active}
      onActivate={setActive}
      row={(index) => ({
        props: {
          class: `row hex-line${index === active ? " selected" : ""}`,
          role: "option",
          "aria-selected": index === active,
          "aria-posinset": index + 1,
          "aria-setsize": count,
        },
        children: <span>{hexLine(bytes, index * BYTES_PER_LINE)}</span>,
      })}
    />
  );
}
