import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { CopyButton } from "../ui/CopyButton.tsx";
import { lazyView } from "../ui/LazyView.tsx";
import { bytesOf, jsonOf, textOf, VIEW_NAMES, type ViewId, viewsOf } from "./body-views.ts";
import { decodePastedBase64 } from "./decode-base64.ts";
import { reindentJson } from "./reindent-json.ts";
import { TextPages } from "./TextPages.tsx";

type Body = string | Uint8Array;

const JsonTree = lazyView(() => import("./JsonTree.tsx").then(({ JsonTree }) => JsonTree));
const HexView = lazyView(() => import("./HexView.tsx").then(({ HexView }) => HexView));
const DiffView = lazyView(() => import("./DiffView.tsx").then(({ DiffView }) => DiffView));

/** Stays from message to message: who looks at one as text looks at the next one so. */
const chosen = signal<ViewId | null>(null);

type Props = {
  body: Body;
  /** Only its beginning was kept. */
  isCut: boolean;
  /** The message that this one is compared with. */
  other: { body: Body; name: string } | null;
  /** "message 12 of #3". */
  name: string;
};

/** One body, in whichever of its views was chosen. */
export function BodyPane({ body, isCut, other, name }: Props) {
  const views = useMemo(() => viewsOf(body), [body]);
  const offered: ViewId[] = other === null ? views : ["diff", ...views];
  const wanted = chosen.value;
  const view = wanted && offered.includes(wanted) ? wanted : (offered[0] ?? "text");
  return (
    <>
      <div class="views">
        {offered.map((id) => (
          <button
            key={id}
            type="button"
            class="plain"
            aria-pressed={id === view}
            onClick={() => {
              chosen.value = id;
            }}
          >
            {VIEW_NAMES[id]}
          </button>
        ))}
        <span class="stretch" />
        {isCut ? (
          <CopyButton
            text={() => textOf(body)}
            label="Copy what was kept"
            what="the beginning of this message; the rest was not kept"
          />
        ) : (
          <CopyButton text={() => textOf(body)} what="this message" />
        )}
      </div>
      <BodyAs view={view} body={body} other={other} name={name} />
    </>
  );
}

function BodyAs({ view, body, other, name }: Omit<Props, "isCut"> & { view: ViewId }) {
  switch (view) {
    case "tree":
      return <JsonTree text={jsonOf(body)} />;
    case "json":
      return <Indented text={jsonOf(body)} />;
    case "text":
      return <TextPages text={textOf(body)} />;
    case "hex":
      return <HexView bytes={bytesOf(body)} />;
    case "base64":
      return <HexView bytes={decodePastedBase64(textOf(body)) ?? new Uint8Array()} />;
    case "diff":
      return (
        other && (
          <DiffView before={textOf(other.body)} after={textOf(body)} names={[other.name, name]} />
        )
      );
  }
}

function Indented({ text }: { text: string }) {
  const indented = useMemo(() => reindentJson(text), [text]);
  if (indented !== null) return <TextPages text={indented} />;
  return (
    <>
      <p class="note">This is not whole JSON; below it stands as it came.</p>
      <TextPages text={text} />
    </>
  );
}
