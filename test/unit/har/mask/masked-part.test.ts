import { expect, it } from "vitest";
import { diagnose } from "../../../../src/analysis/diagnose.ts";
import { groupIncidents } from "../../../../src/analysis/incidents.ts";
import { writeMaskedPart } from "../../../../src/har/mask/masked-report.ts";
import { makeConnection, makeSession, T0 } from "../../../builders.ts";

const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJlLW9mLXRoaXM";
const lost = makeConnection({
  url: `wss://chat.example.com/live?access_token=${TOKEN}`,
  open: true,
  close: { code: 4401, reason: `token ${TOKEN} has expired` },
});
const session = makeSession({ connections: [lost] });
const nowMs = T0 + 60_000;
const report = diagnose(session, nowMs);

it("has one incident, finding or connection as Markdown, with its secrets masked", () => {
  const [incident] = groupIncidents(report.findings, report.outages);
  const [finding] = report.findings;
  if (!incident || !finding) throw new Error("nothing was found");
  const { id, subject, since } = finding;
  const parts = [
    writeMaskedPart({ session, nowMs }, { kind: "incident", id: incident.id }),
    writeMaskedPart({ session, nowMs }, { kind: "finding", id, subject: subject.id, since }),
    writeMaskedPart({ session, nowMs }, { kind: "connection", id: lost.id }),
  ];
  for (const part of parts) {
    expect(part).toContain("4401");
    expect(part).toMatch(/^### /);
    expect(part).not.toContain("c2lnbmF0dXJl");
  }
});

it("says nothing of what is not there any more", () => {
  expect(writeMaskedPart({ session, nowMs }, { kind: "connection", id: "gone" })).toBeNull();
  expect(writeMaskedPart({ session, nowMs }, { kind: "incident", id: "gone" })).toBeNull();
});
