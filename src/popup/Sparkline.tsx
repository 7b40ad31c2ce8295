const HEIGHT = 14;

/** Messages over the last minutes: when it was busy, and when it fell silent. */
export function Sparkline({ counts }: { counts: readonly number[] }) {
  const most = Math.max(...counts);
  const bars = counts.map((count, x) => {
    // A single message is still to be seen beside a flood.
    const height = count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT);
    return height === 0 ? "" : `M${x} ${HEIGHT - height}h0.8V${HEIGHT}h-0.8z`;
  });
  return (
    <svg
      class="sparkline"
      viewBox={`0 0 ${counts.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Messages lately, ${describeTrend(counts)}`}
    >
      <path d={bars.join("")} />
    </svg>
  );
}

/** "now quiet", "still flowing". */
function describeTrend(counts: readonly number[]): string {
  const latest = counts.slice(-Math.ceil(counts.length / 8));
  return latest.some((count) => count > 0) ? "still flowing" : "quiet now";
}
