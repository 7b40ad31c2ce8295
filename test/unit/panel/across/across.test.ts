import { describe, expect, it } from "vitest";
import { diagnose, diagnoseInSteps } from "../../../../src/analysis/diagnose.ts";
import { compareSessions, writeComparison } from "../../../../src/panel/across/compare-sessions.ts";
import { judgeFiles, sickFirst } from "../../../../src/panel/across/judged.ts";
import { defaultPair, listSides, sideOf } from "../../../../src/panel/across/sides.ts";
import { createModel, type OpenedFile } from "../../../../src/panel/model/model.ts";
import { createMemoryStore } from "../../../../src/panel/rows/memory-store.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const SECRET = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlc2lnbmF0dXJl";

function fileOf(id: number, name: string, at: number, code: number | null): OpenedFile {
  const connection = makeConnection({
    url: `wss://chat.example.com/live?token=${SECRET}`,
    createdAt: at,
    open: true,
    ...(code === null ? {} : { close: { code, at: at + 9_000 } }),
  });
  return {
    id,
    name,
    session: makeSession({ connections: [connection], startedAt: at }),
    store: createMemoryStore(new Map()),
    notes: [],
    endedAt: at + 60_000,
    origin: { creator: "Stormglass", version: "1", ours: true },
    masked: null,
    whole: Promise.resolve([]),
    close: () => undefined,
    serverLogs: null,
  };
}

function modelWith(...files: OpenedFile[]) {
  const model = createModel(() => T0);
  model.diagnose.value = diagnoseInSteps;
  model.files.value = files;
  return model;
}

describe("several sessions", () => {
  const healthy = fileOf(1, "healthy.har", T0 + 3_600_000, null);
  const sick = fileOf(2, "sick.har", T0, 1011);

  it("are judged one after the other, and the sick come first", async () => {
    const model = modelWith(healthy, sick);
    expect(sickFirst(model.files.value, model.judged.value)).toEqual([healthy, sick]);
    const stop = judgeFiles(model);
    await expect.poll(() => model.judged.value.size).toBe(2);
    stop();
    expect(sickFirst(model.files.value, model.judged.value)).toEqual([sick, healthy]);
    const { report } = model.judged.value.get(2) ?? {};
    expect(report).toEqual(diagnose(sick.session, sick.endedAt));
  });

  it("are compared from the older to the newer, and the live tab is the newest", () => {
    const model = modelWith(healthy, sick);
    expect(defaultPair(model)).toEqual({ before: 2, after: 1 });
    model.files.value = [sick];
    expect(defaultPair(model)).toBeNull();
    model.live.value = healthy.session;
    expect(listSides(model).map(({ name }) => name)).toEqual(["sick.har", "Live tab"]);
    expect(defaultPair(model)).toEqual({ before: 2, after: "live" });
  });

  it("are compared as by the command line, and copied with secrets masked", async () => {
    const model = modelWith(healthy, sick);
    const [before, after] = [sideOf(model, 2), sideOf(model, 1)];
    if (!before || !after) throw new Error("a side is missing");
    const compared = await compareSessions(before, after);
    expect(compared.verdict).toBe("better");
    const markdown = await writeComparison(before, after);
    expect(markdown).toContain(compared.sentence.split(":")[0]);
    expect(markdown).toContain("sick.har");
    expect(markdown).not.toContain(SECRET);
  });
});
