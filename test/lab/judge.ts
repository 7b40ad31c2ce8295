import type { FindingId, Report } from "../../src/analysis/finding.ts";
import { judgeOutages, type ToldOutage } from "./judge-outages.ts";
import { judgePolicy, type Schedule } from "./judge-policy.ts";
import type { ConnectionTruth, Expectation } from "./scenario.ts";

export type Diagnosis = Pick<Report, "findings" | "connections" | "health"> & {
  series: Schedule[];
  outages: ToldOutage[];
};

/** A diagnosis held against the truth. What is wrong is said; empty where nothing is. */
export type Verdict = {
  /** Connections that are missing, too many, or in another state: the experiment itself failed. */
  setting: string[];
  /** One for each truth about connections: whether all of them have the right explanation. */
  primaries: { right: boolean; wrong: string[] }[];
  missing: FindingId[];
  forbidden: FindingId[];
  policy: string[];
  outages: string[];
  words: string[];
  health: string[];
};

export function judgeDiagnosis(diagnosis: Diagnosis, truth: Expectation): Verdict {
  const { findings } = diagnosis;
  const ids = new Set(findings.map(({ id }) => id));
  const isForbidden = ({ id, severity }: Diagnosis["findings"][number]) =>
    truth.forbidden === "trouble" ? severity !== "info" : truth.forbidden.includes(id);
  return {
    setting: truth.connections.flatMap((expected) => judgeSetting(diagnosis, expected)),
    primaries: truth.connections.map((expected) => judgePrimaries(diagnosis, expected)),
    missing: truth.required.filter((id) => !ids.has(id)),
    forbidden: [...new Set(findings.filter(isForbidden).map(({ id }) => id))],
    policy: truth.policy ? judgePolicy(diagnosis, truth.policy) : [],
    outages: truth.outages ? judgeOutages(diagnosis.outages, truth.outages) : [],
    words: judgeWords(diagnosis, truth),
    health: judgeGrade(diagnosis, truth),
  };
}

const connectionsAt = ({ connections }: Diagnosis, path: string) =>
  connections.filter(({ url }) => new URL(url).pathname === path);

function judgeSetting(diagnosis: Diagnosis, { path, count, state }: ConnectionTruth): string[] {
  const found = connectionsAt(diagnosis, path);
  const others = found.filter((connection) => connection.state !== state);
  const isEnough =
    typeof count === "number" ? found.length === count : found.length >= count.atLeast;
  const wanted = typeof count === "number" ? count : `at least ${count.atLeast}`;
  return [
    ...(isEnough ? [] : [`${found.length} of ${wanted} connections to ${path}`]),
    ...new Set(others.map((connection) => `${path} is ${connection.state}, not ${state}`)),
  ];
}

function judgePrimaries(diagnosis: Diagnosis, { path, primary }: ConnectionTruth) {
  const wanted: (FindingId | null)[] = Array.isArray(primary) ? primary : [primary];
  const found = connectionsAt(diagnosis, path);
  const wrong = found
    .filter((connection) => !wanted.includes(connection.primary))
    .map((connection) => `${path}: ${connection.primary ?? "nothing"}`);
  return { right: found.length > 0 && wrong.length === 0, wrong: [...new Set(wrong)] };
}

/** Everything that a user reads of the findings that explain ends, or that were to be found. */
function judgeWords({ findings }: Diagnosis, { words, required }: Expectation): string[] {
  const text = findings
    .filter(({ primary, id }) => primary || required.includes(id))
    .flatMap(({ title, explanation, causes, fixes }) => [
      title,
      explanation,
      ...causes,
      ...fixes.flatMap((fix) => [
        fix.text,
        fix.setting ?? "",
        ...(fix.settings ?? []).map((setting) => setting.text),
      ]),
    ])
    .join("\n");
  return [
    ...(words?.says ?? []).filter((said) => !said.test(text)).map((said) => `does not say ${said}`),
    ...(words?.never ?? []).filter((said) => said.test(text)).map((said) => `says ${said}`),
  ];
}

function judgeGrade({ health: { grade } }: Diagnosis, { health }: Expectation): string[] {
  const wanted = health === undefined ? [] : [health].flat();
  return wanted.length === 0 || wanted.includes(grade)
    ? []
    : [`health is ${grade}, not ${wanted.join(" or ")}`];
}

/** All that is wrong, a line each. */
export const listWrong = ({
  setting,
  primaries,
  missing,
  forbidden,
  policy,
  outages,
  words,
  health,
}: Verdict): string[] => [
  ...setting,
  ...primaries.flatMap(({ wrong }) => wrong),
  ...missing.map((id) => `no ${id}`),
  ...forbidden.map((id) => `must not find ${id}`),
  ...policy,
  ...outages,
  ...words,
  ...health,
];
