import type { Finding } from "../../analysis/finding.ts";
import { type FindingLine, foldFindings } from "./fold-findings.ts";

/** More would be the list of all findings again. */
const MAX_RELATED = 6;

/** What else is known that bears on a connection: of its series, and of its page. */
export const relatedToConnection = (
  newestFirst: readonly Finding[],
  endpoint: string,
): FindingLine[] =>
  foldFindings(
    newestFirst.filter(
      ({ subject, severity }) =>
        (subject.kind === "series" && subject.url === endpoint) ||
        (subject.kind === "page" && severity !== "info"),
    ),
  ).slice(0, MAX_RELATED);

/** What ended the connections of a series, the same reasons together, and what the page has to say. */
export const relatedToSeries = (
  newestFirst: readonly Finding[],
  connectionIds: ReadonlySet<string>,
): FindingLine[] =>
  foldFindings(
    newestFirst.filter(
      ({ subject, primary, severity }) =>
        (subject.kind === "connection" && primary && connectionIds.has(subject.id)) ||
        (subject.kind === "page" && severity !== "info"),
    ),
  ).slice(0, MAX_RELATED);
