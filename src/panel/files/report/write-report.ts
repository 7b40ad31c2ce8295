import {
  type ReportParts,
  writeMaskedPart,
  writeMaskedReport,
} from "../../../har/mask/masked-report.ts";
import { fileName } from "../download.ts";

export type { ReportPart } from "../../../analysis/report/part-markdown.ts";
export { writeMaskedPart };

export type WrittenReport = { text: string; fileName: string };

/** The report, and what it is called where it has to be saved. */
export const writeReport = (parts: ReportParts): WrittenReport => ({
  text: writeMaskedReport(parts),
  fileName: `${fileName(parts.session, parts.nowMs)}.md`,
});
