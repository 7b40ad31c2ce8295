import { describe, expect, it } from "vitest";
import { offsetAt } from "../../../src/logs/join/clock.ts";
import { connectionsInOrder } from "../../../src/session/session.ts";
import type { Recorded } from "../../servers/fault-scenes.ts";
import { layBeside, type PageClock, RECORDED, recordedOf, sessionOf } from "./recorded.ts";

const HOUR = 3_600_000;

/** The servers' clocks as the page's would be; from the page's time the servers' is gained by `clock`. */
const CLOCKS: Record<string, { clock: PageClock; page: PageClock }> = {
  "-3 h": { clock: (at) => at - 3 * HOUR, page: (at) => at + 3 * HOUR },
  "-40 s": { clock: (at) => at - 40_000, page: (at) => at + 40_000 },
  "+0.3 s": { clock: (at) => at + 300, page: (at) => at - 300 },
  "+15 min, drifting": { clock: drifting, page: undrifting },
};
const DRIFT = 2e-4;
const START = Date.UTC(2026, 11, 1, 11, 45);
function drifting(at: number): number {
  return at + 900_000 + (at - START) * DRIFT;
}
function undrifting(at: number): number {
  return START + (at - 900_000 - START) / (1 + DRIFT);
}

/** Our logs' names: what each server's operator has. nginx's own combined format is tested by itself. */
const namesOf = ({ logs }: Recorded) =>
  Object.keys(logs).filter((name) => !name.endsWith("combined.log"));

/** Of a single proxy there is one hop. */
const hopOf = ({ server }: Recorded, where: object) =>
  server === "chain" ? ` hop ${"hop" in where ? where.hop : "none"}` : "";

type Result = { total: number; right: number; wrong: string[]; offsets: string[] };

function judgeAll(withKey: boolean): Result {
  const result: Result = { total: 0, right: 0, wrong: [], offsets: [] };
  for (const server of RECORDED) {
    for (const scene of recordedOf(server)) {
      for (const [name, { clock, page }] of Object.entries(CLOCKS)) {
        const session = sessionOf(scene.seen, page, withKey);
        const beside = layBeside(session, scene, namesOf(scene));
        for (const log of beside.logs) {
          if (log.clock.by === "nothing") continue;
          const at = log.clock.atMs;
          const off = Math.abs(offsetAt(log.clock, at) - (clock(at) - at));
          if (off > log.clock.uncertaintyMs) {
            result.offsets.push(
              `${server}, ${scene.fault}, ${log.name}, ${name}: ${off} > ${log.clock.uncertaintyMs}`,
            );
          }
        }
        for (const { id } of connectionsInOrder(session)) {
          const verdict = beside.paths.get(id)?.verdict ?? null;
          const told =
            verdict === null || verdict.cause.by === null
              ? "nothing"
              : `${verdict.kind} ${verdict.where.is}${hopOf(scene, verdict.where)}`;
          const wanted =
            scene.expected === null
              ? "nothing"
              : `${scene.expected.kind} ${scene.expected.where}${hopOf(scene, scene.expected)}`;
          result.total++;
          if (told === wanted) result.right++;
          else result.wrong.push(`${server}, ${scene.fault}, ${name}: ${told}, not ${wanted}`);
        }
      }
    }
  }
  return result;
}

describe("faults of real servers, their clocks off", () => {
  it("are told by the right hop and cause where the key is logged", () => {
    const { total, right, wrong, offsets } = judgeAll(true);
    expect([...new Set(wrong)]).toEqual([]);
    expect(offsets).toEqual([]);
    expect(right / total).toBeGreaterThanOrEqual(0.98);
  });

  it("are told by the right hop and cause without a key", () => {
    const { total, right, wrong, offsets } = judgeAll(false);
    expect([...new Set(wrong)]).toEqual([]);
    expect(offsets).toEqual([]);
    expect(right / total).toBeGreaterThanOrEqual(0.95);
  });
});
