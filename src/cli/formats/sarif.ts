/** SARIF 2.1.0 (OASIS): what code scanning and editors read. */
import packageJson from "../../../package.json" with { type: "json" };
import type { FindingId, Severity } from "../../analysis/finding.ts";
import { FINDING_IDS, FINDINGS } from "../../analysis/findings.ts";
import { describeFinding } from "../../analysis/handbook/describe-finding.ts";
import { plain, writeSafeJson } from "../../words/safe-text.ts";
import type { Io } from "../io.ts";
import type { Unread } from "../summary.ts";
import type { Output } from "./output.ts";
import { type Told, tellOnce, timesOf } from "./told.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

export function createSarif(io: Io): Output {
  const results: object[] = [];
  const used = new Set<FindingId>();
  const unread: Unread[] = [];
  return {
    add(read) {
      if ("error" in read) {
        unread.push(read);
        return;
      }
      for (const told of tellOnce(read)) {
        used.add(told.finding.id);
        results.push(resultOf(read.path, told));
      }
    },
    end() {
      const rules = FINDING_IDS.filter((id) => used.has(id));
      const log = {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
          {
            tool: {
              driver: {
                name: "Stormglass",
                version: packageJson.version,
                rules: rules.map(ruleOf),
              },
            },
            invocations: [
              {
                executionSuccessful: unread.length === 0,
                toolExecutionNotifications: unread.map(notificationOf),
              },
            ],
            results,
          },
        ],
      };
      io.out(`${writeSafeJson(log)}\n`);
    },
  };
}

function ruleOf(id: FindingId) {
  const { title, blocks } = describeFinding(id);
  const text = blocks.flatMap((block) => (block.is === "text" ? [block.text] : [])).join("\n\n");
  const [severity = "info"] = FINDINGS[id].severities;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: text || title },
    help: { text: `stormglass explain ${id}` },
    defaultConfiguration: { level: LEVELS[severity satisfies Severity] },
    properties: { tags: [FINDINGS[id].class] },
  };
}

function resultOf(path: string, told: Told) {
  const { finding, count, connections, key } = told;
  const { id, severity, title, explanation, fixes, subject, confidence } = finding;
  const text = [
    `${timesOf(told)}${title}`,
    explanation,
    ...fixes.map((fix) => `${fix.role}: ${fix.text}`),
  ];
  return {
    ruleId: id,
    level: LEVELS[severity],
    message: { text: text.map(plain).join("\n") },
    locations: [
      {
        ...placeOf(path),
        logicalLocations: [{ fullyQualifiedName: plain(subject.url), kind: "resource" }],
      },
    ],
    occurrenceCount: count,
    // The same cause at the same endpoint is the same alert in the next run.
    partialFingerprints: { "stormglass/v1": key },
    properties: { confidence, connections: connections.map((connection) => connection.id) },
  };
}

const notificationOf = ({ path, error }: Unread) => ({
  level: "error",
  message: { text: plain(error) },
  locations: [placeOf(path)],
});

/** A file holds no lines that a person would look at; viewers want one all the same. */
const placeOf = (path: string) => ({
  physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: { startLine: 1 } },
});

/** A reference as RFC 3986 has it, whatever the system's names are. */
function uriOf(path: string): string {
  const parts = plain(path).replaceAll("\\", "/").split("/");
  const uri = parts.map(encodeURIComponent).join("/");
  return uri.replace(/^([A-Za-z])%3A\//, "file:///$1:/");
}
