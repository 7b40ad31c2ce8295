import { useEffect, useMemo, useState } from "preact/hooks";
import { visibleText } from "../ui/safe-text.ts";
import { pageCount, textPage } from "./text-pages.ts";

/** The keyboard must reach what it has to scroll. */
const SCROLLABLE = { tabIndex: 0 } as const;

/** A text with its lines, a page at a time. */
export function TextPages({ text }: { text: string }) {
  const [page, setPage] = useState(0);
  useEffect(() => setPage(0), [text]);
  const pages = pageCount(text);
  const shown = useMemo(() => visibleText(textPage(text, page)), [text, page]);
  return (
    <>
      <pre {...SCROLLABLE}>{shown}</pre>
      {pages > 1 && (
        <p class="pages">
          <button
            type="button"
            class="plain"
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          >
            Previous page
          </button>
          <span class="quiet">
            Page {page + 1} of {pages}
          </span>
          <button
            type="button"
            class="plain"
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          >
            Next page
          </button>
        </p>
      )}
    </>
  );
}
