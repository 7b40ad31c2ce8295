import { useEffect, useMemo, useState } from "preact/hooks";
import { copyText } from "../../shared/copy.ts";
import { countOf } from "../../words/words.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import { Icon } from "../ui/Icon.tsx";
import { type MenuItem, type MenuItems, openContextMenu } from "../ui/menus/context-menu.ts";
import { VirtualRows } from "../ui/rows/VirtualRows.tsx";
import { previewText } from "../ui/safe-text.ts";
import {
  childCount,
  closeRow,
  isBranch,
  leafText,
  openRow,
  parseForTree,
  pathOf,
  RawNumber,
  revealPath,
  rootRows,
  searchTree,
  showRest,
  type TreeRow,
} from "./json-tree.ts";
import { TextPages } from "./TextPages.tsx";

const ROW_HEIGHT_PX = 19;
const INDENT_PX = 14;
/** Deeper levels share one indent; their number stands beside them. */
const MAX_INDENTS = 24;
const MAX_LEAF = 300;
const MAX_FOUND = 10_000;

/** JSON as a tree whose branches are made when they are opened. */
export function JsonTree({ text }: { text: string }) {
  const root = useMemo(() => parseForTree(text), [text]);
  if (root === undefined) {
    return (
      <>
        <p class="note">This is not whole JSON; below it stands as it came.</p>
        <TextPages text={text} />
      </>
    );
  }
  return <Tree key={text} root={root} />;
}

function Tree({ root }: { root: unknown }) {
  const [rows, setRows] = useState(() => rootRows(root));
  const [active, setActive] = useState(-1);
  const [searched, setSearched] = useState("");
  const [at, setAt] = useState(0);
  const found = useMemo(
    () => (searched === "" ? [] : searchTree(root, searched, MAX_FOUND)),
    [root, searched],
  );
  const goTo = (index: number) => {
    const path = found[(index + found.length) % Math.max(1, found.length)];
    if (!path) return;
    setAt((index + found.length) % found.length);
    const revealed = revealPath(rows, path);
    setRows(revealed.rows);
    setActive(revealed.index);
  };
  useEffect(() => goTo(0), [found]);

  const toggle = (index: number) => {
    const row = rows[index];
    if (!row) return;
    if (row.restFrom !== null) setRows(showRest(rows, index));
    else if (isBranch(row.value))
      setRows(row.isOpen ? closeRow(rows, index) : openRow(rows, index));
  };
  const onKey = (event: KeyboardEvent) => {
    const row = rows[active];
    if (!row) return false;
    if (event.key === "Enter" || event.key === " ") toggle(active);
    else if (event.key === "ArrowRight" && !row.isOpen) toggle(active);
    else if (event.key === "ArrowLeft" && row.isOpen) toggle(active);
    else if (event.key === "ArrowLeft" && row.depth > 0) setActive(indexOfParent(rows, active));
    else return event.key === "ArrowRight";
    return true;
  };
  const chosen = rows[active];
  return (
    <div class="tree">
      <div class="tree-bar">
        <input
          type="search"
          placeholder="Find in this JSON"
          aria-label="Find in this JSON"
          value={searched}
          onInput={(event) => setSearched(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") goTo(at + (event.shiftKey ? -1 : 1));
          }}
        />
        <span class="quiet" role="status">
          {searched !== "" && (found.length === 0 ? "Not found" : `${at + 1} of ${found.length}`)}
        </span>
        <span class="stretch" />
        {chosen && chosen.restFrom === null && (
          <>
            <code class="tree-path">
              <bdi>{previewText(pathOf(chosen), MAX_LEAF)}</bdi>
            </code>
            <CopyButton text={() => pathOf(chosen)} what="path" label="Copy path" />
            <CopyButton text={() => valueText(chosen.value)} what="value" label="Copy value" />
          </>
        )}
      </div>
      <VirtualRows
        id="json-tree"
        label="JSON"
        role="tree"
        count={rows.length}
        rowHeightPx={ROW_HEIGHT_PX}
        activeIndex={active}
        onActivate={(index) => {
          // A second click opens what the first one chose; so does a click on what is not chosen.
          setActive(index);
          if (isBranch(rows[index]?.value) || rows[index]?.restFrom !== null) toggle(index);
        }}
        onMove={setActive}
        onMenu={(index, event, element) => {
          const row = rows[index];
          if (!row || row.restFrom !== null) return;
          setActive(index);
          openContextMenu(event, element, treeMenu(row));
        }}
        onCopy={(index) => {
          const row = rows[index];
          if (row && row.restFrom === null) void copyText(valueText(row.value));
        }}
        onKey={onKey}
        row={(index) => drawRow(rows[index] as TreeRow, index === active)}
      />
      {typeof chosen?.value === "string" && chosen.value.length > MAX_LEAF && (
        <details class="long-text">
          <summary>The whole text, {countOf(chosen.value.length, "character")}</summary>
          <TextPages text={chosen.value} />
        </details>
      )}
    </div>
  );
}

const copied = (label: string, text: () => string): MenuItem => ({
  label,
  run: () => void copyText(text()),
});

/** What can be done with a value. */
const treeMenu = (row: TreeRow): MenuItems => [
  [
    copied("Copy value", () => valueText(row.value)),
    copied("Copy path", () => pathOf(row)),
    copied("Copy path and value", () => `${pathOf(row)}: ${valueText(row.value)}`),
  ],
];

function indexOfParent(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  let at = index;
  while (at > 0 && (rows[at]?.depth ?? 0) >= depth) at--;
  return at;
}

function drawRow(row: TreeRow, isActive: boolean) {
  const branch = isBranch(row.value) ? row.value : null;
  const expanded = branch ? { "aria-expanded": row.isOpen } : {};
  return {
    props: {
      class: `row tree-row${isActive ? " selected" : ""}`,
      role: "treeitem" as const,
      "aria-level": row.depth + 1,
      "aria-selected": isActive,
      ...expanded,
    },
    children: (
      <>
        <span style={{ width: `${Math.min(row.depth, MAX_INDENTS) * INDENT_PX}px` }} />
        {row.depth > MAX_INDENTS && <span class="quiet">{row.depth}</span>}
        <span class={`fold${row.isOpen ? " open" : ""}`}>
          {branch && <Icon name="more" size={10} />}
        </span>
        {row.restFrom !== null ? (
          <span class="link-like">
            {countOf(childCount(row.parent?.value as object) - row.restFrom, "more", "more")} …
          </span>
        ) : (
          <>
            {row.key !== null && (
              <span class="tree-key">
                <bdi>{previewText(String(row.key), MAX_LEAF)}</bdi>:
              </span>
            )}
            <Value value={row.value} />
          </>
        )}
      </>
    ),
  };
}

function Value({ value }: { value: unknown }) {
  if (Array.isArray(value)) return <span class="quiet">[{countOf(value.length, "item")}]</span>;
  if (isBranch(value)) {
    return <span class="quiet">{`{${countOf(childCount(value), "field")}}`}</span>;
  }
  if (typeof value === "string") {
    const rest = value.length > MAX_LEAF ? ` … ${countOf(value.length, "character")}` : "";
    return (
      <span class="tree-text">
        <bdi>“{previewText(value, MAX_LEAF)}”</bdi>
        {rest && <span class="quiet">{rest}</span>}
      </span>
    );
  }
  return <span class="tree-number">{leafText(value)}</span>;
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (!isBranch(value)) return leafText(value);
  try {
    return JSON.stringify(value, writeRaw, 2);
  } catch {
    // Written by recursion, which a deep value exhausts.
    return "This value is too deep to be written; copy the whole message instead.";
  }
}

const writeRaw = (_: string, value: unknown): unknown =>
  value instanceof RawNumber ? value.source : value;
