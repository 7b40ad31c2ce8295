/** Entries that several menus have. */

import { NO_EXPORT_WISHES } from "../files/export-wishes.ts";
import type { ReportPart } from "../files/report/write-report.ts";
import { changeFilter } from "../filter/change-filter.ts";
import { endpointTerm, withTerm } from "../filter/edit-filter.ts";
import type { PanelActions } from "../model/actions/actions.ts";
import type { Model } from "../model/model.ts";
import type { MenuItem } from "../ui/menus/context-menu.ts";
import type { Span } from "../ui/span.ts";

/** What menus do besides choosing filter and time. */
export type Commands = Pick<
  PanelActions,
  | "copy"
  | "copyPart"
  | "exportSession"
  | "fold"
  | "openTab"
  | "selectConnection"
  | "selectFinding"
  | "selectRow"
  | "showMessages"
  | "showOnTimeline"
>;

export function createItems(model: Model, actions: Commands) {
  const { filter } = model;
  const only = (what: string, term: string): MenuItem => ({
    label: `Show ${what} only`,
    run: () =>
      changeFilter(
        filter,
        withTerm(filter.filter.peek(), term, true, [`-${term}`]),
        `Only ${what} is shown: ${term}`,
      ),
  });
  const hide = (what: string, term: string): MenuItem => ({
    label: `Hide ${what}`,
    run: () =>
      changeFilter(
        filter,
        withTerm(filter.filter.peek(), `-${term}`, true, [term]),
        `Hidden: ${term}`,
      ),
  });
  const both = (what: string, term: string): MenuItem[] => [only(what, term), hide(what, term)];
  return {
    /** `said`: what is told of it, where that is more than that it was copied. */
    copy: (label: string, text: () => string, said?: () => string | undefined): MenuItem => ({
      label,
      run: () => void actions.copy(text(), said?.()),
    }),
    /** As the report has it, secrets masked. */
    copyMarkdown: (part: ReportPart): MenuItem => ({
      label: "Copy as Markdown",
      run: () => void actions.copyPart(part),
    }),
    /** Masked, as what leaves by one click is. */
    exportOnly: (what: string, ids: () => readonly string[]): MenuItem => ({
      label: `Export ${what} only`,
      run: () =>
        void actions.exportSession({
          wishes: NO_EXPORT_WISHES,
          packing: null,
          part: { kind: "connections", ids: ids() },
          withLogs: false,
        }),
    }),
    ofEndpoint: (endpoint: string): MenuItem[] => both("this endpoint", endpointTerm(endpoint)),
    ofCode: (code: number | null | undefined): MenuItem[] =>
      code === null || code === undefined ? [] : both(`close code ${code}`, `close:${code}`),
    ofFinding: (id: string): MenuItem[] => [only(`connections with ${id}`, `finding:${id}`)],
    onlyTime: (span: Span): MenuItem => ({
      label: "Show only its time",
      run: () => {
        model.range.value = span;
      },
    }),
    onTimeline: (span: Span): MenuItem => ({
      label: "Show on the timeline",
      run: () => actions.showOnTimeline(span),
    }),
    /** Of the connection that lived then. */
    messagesAt: (connectionId: string | null, at: number): MenuItem[] =>
      connectionId === null
        ? []
        : [
            {
              label: "Show messages at this moment",
              run: () => actions.selectConnection(connectionId, { at }),
            },
          ],
  };
}
