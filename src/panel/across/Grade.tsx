import type { Health } from "../../analysis/finding.ts";

/** Null: not judged yet. */
export const Grade = ({ health }: { health: Pick<Health, "grade" | "score"> | null }) => (
  <span
    class={`grade small ${health ? health.grade : "none"}`}
    title={health ? `Health ${health.grade}: ${health.score} of 100` : "Not judged yet"}
  >
    <span class="spoken">Health </span>
    {health ? health.grade : "–"}
  </span>
);
