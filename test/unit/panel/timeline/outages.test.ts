import { describe, expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupByEndpoint } from "../../../../src/analysis/series/endpoint-groups.ts";
import { indexFindings } from "../../../../src/panel/model/finding-index.ts";
import { findAttempts } from "../../../../src/panel/model/folds/attempt-folds.ts";
import { describeHit } from "../../../../src/panel/timeline/describe-item.ts";
import { hitAt } from "../../../../src/panel/timeline/hit.ts";
import { layOutLanes } from "../../../../src/panel/timeline/lanes.ts";
import { signsOf } from "../../../../src/panel/timeline/legend.ts";
import { outageSpansOf } from "../../../../src/panel/timeline/outage-spans.ts";
import { AXIS_PX } from "../../../../src/panel/timeline/sizes.ts";
import { STORIES } from "../../../stories.ts";

function draw(name: keyof typeof STORIES) {
  const { session, nowMs } = STORIES[name]();
  const report = diagnose(session, nowMs);
  const groups = groupByEndpoint(session.connections.values());
  const findings = indexFindings(report.findings);
  const folds = findAttempts(groups, report.findings, report.outages);
  const lanes = layOutLanes(groups, folds, new Set(), new Map(), (url) => url);
  return { report, lanes, findings, nowMs, outages: outageSpansOf(report.outages) };
}

describe("outages on the timeline", () => {
  it("stand at each endpoint for its own time", () => {
    const { report, outages } = draw("restartOfForty");
    expect(report.outages).toHaveLength(1);
    expect(outages.size).toBe(40);
    const ends = [...outages.values()].flat().map(({ to }) => to);
    expect(new Set(ends).size).toBe(40);
    expect(Math.max(...ends)).toBe(report.outages[0]?.readyAgain);
  });

  it("say under the pointer what happened, where no connection lies", () => {
    const { lanes, outages, report, findings, nowMs } = draw("over");
    const [outage] = report.outages;
    const from = (outage?.begin ?? 0) - 60_000;
    const scale = { span: { from, to: from + 120_000 }, leftPx: 0, widthPx: 1_200 };
    const rest = { lanes, marks: [], outages, scrollPx: 0, heightPx: 200, hasMap: false };
    // After the last attempt that failed, and before the one that got through.
    const hit = hitAt({ scale, ...rest }, 880, AXIS_PX + 8);
    expect(hit?.kind).toBe("outage");
    expect(describeHit(hit, findings, nowMs)?.finding).toBe(outage?.title);
  });

  it("are explained below it, with the other signs in sight and no more", () => {
    const { lanes, outages, findings } = draw("over");
    expect(signsOf(lanes, outages, [], findings)).toEqual([
      ...["outage", "band", "error", "open", "live"],
    ]);
    expect(signsOf({ lanes: [], heightPx: 0 }, new Map(), [], findings)).toEqual([]);
  });
});
