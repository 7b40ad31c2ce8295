import type { Figures } from "./measure.ts";
import { interval90, median } from "./statistics.ts";
import { BASE_OF, isRecorded, type Variant } from "./variants.ts";
import type { Workload } from "./workloads.ts";

export type Measured = { workload: Workload; variant: Variant; own: Figures[]; base: Figures[] };

export const speedTable = (results: Measured[]): string[] => [
  "| workload | mode | rounds | CPU | page time | main thread, a message | p50, p99 | memory | kept |",
  "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
  ...results.map(speedRow),
];

export function speedRow({ workload, variant, own, base }: Measured): string {
  const medianOf = (rounds: Figures[], of: (round: Figures) => number) => median(rounds.map(of));
  const cpu = own.map(({ cpuSeconds }, i) => cpuSeconds / (base[i]?.cpuSeconds ?? Number.NaN));
  const time = own.map(({ pageMs }, i) => pageMs / (base[i]?.pageMs ?? Number.NaN));
  const isBase = BASE_OF[variant] === variant;
  const micros = medianOf(own, (round) => round.mainThreadMicros);
  const moreMicros = micros - medianOf(base, (round) => round.mainThreadMicros);
  const cells = [
    `${workload.id} ${workload.what}`,
    variant,
    String(own.length),
    isBase ? `${medianOf(own, (round) => round.cpuSeconds).toFixed(2)} s` : ratio(cpu),
    isBase ? `${medianOf(own, (round) => round.pageMs).toFixed(0)} ms` : ratio(time),
    isBase
      ? `${micros.toFixed(1)} µs`
      : `${moreMicros < 0 ? "−" : "+"}${Math.abs(moreMicros).toFixed(1)} µs`,
    own[0]?.p50 === null
      ? ""
      : `${medianOf(own, ({ p50 }) => p50 ?? 0).toFixed(2)}, ${medianOf(own, ({ p99 }) => p99 ?? 0).toFixed(2)} ms`,
    `${medianOf(own, ({ pssMiB }) => pssMiB).toFixed(0)} MiB`,
    keptWords(own, variant, workload.messages),
  ];
  return `| ${cells.join(" | ")} |`;
}

function ratio(values: number[]): string {
  const [low, high] = interval90(values);
  return `×${median(values).toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
}

/** "all" where every round counted, and stored or said to have dropped, what passed. */
function keptWords(rounds: Figures[], variant: Variant, messages: number): string {
  const missing = rounds.flatMap(({ kept }) => {
    if (!kept) return [];
    const accounted = isRecorded(variant)
      ? Math.min(kept.counted, kept.stored + kept.dropped)
      : kept.counted;
    return accounted === messages ? [] : [accounted];
  });
  if (rounds[0]?.kept === null) return "";
  return missing.length === 0 ? "all" : `${missing.join(", ")} of ${messages}`;
}
