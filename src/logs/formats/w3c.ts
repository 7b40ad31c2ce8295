/** W3C's extended log format, whose `#Fields:` line names the columns: IIS (in UTC), Amazon CloudFront. */
import type { Format } from "./format.ts";
import { readPairs } from "./json-lines.ts";
import type { Vendor } from "./vendors.ts";

const HEAD = "#Fields:";

/** https://learn.microsoft.com/en-us/windows/win32/http/w3c-logging: its time is when the answer was done. */
const IIS: Vendor = {
  name: "IIS, W3C",
  server: "IIS",
  signs: [],
  fields: {
    at: "end",
    "time-taken": "duration-ms",
    "cs-method": "method",
    "cs-uri-stem": "path",
    "sc-status": "status",
    "sc-bytes": "down",
    "cs-bytes": "up",
  },
};
/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html: seconds. */
const CLOUDFRONT: Vendor = {
  name: "Amazon CloudFront",
  server: "CloudFront",
  signs: [],
  fields: { ...IIS.fields, "time-taken": "duration-s", "x-edge-request-id": "id" },
};

/** Null where the line names no columns, or none that we need. */
export function w3cFormat(head: string): Format | null {
  if (!head.startsWith(HEAD)) return null;
  const columns = head.slice(HEAD.length).trim().split(/\s+/).slice(0, 80);
  if (!columns.includes("time") || !columns.includes("sc-status")) return null;
  const vendor = columns.some((name) => name.startsWith("x-edge-")) ? CLOUDFRONT : IIS;
  return {
    name: vendor.name,
    server: vendor.server,
    parse(line, where) {
      const cells = line.split(line.includes("\t") ? "\t" : " ");
      if (cells.length !== columns.length) return null;
      const cellOf = (name: string) => cells[columns.indexOf(name)] ?? "";
      const at: [string, string] = ["at", `${cellOf("date")}T${cellOf("time")}Z`];
      const known = columns.flatMap((name, i): [string, string][] =>
        vendor.fields?.[name] ? [[name, cells[i] ?? ""]] : [],
      );
      return readPairs([at, ...known], vendor, where);
    },
  };
}
