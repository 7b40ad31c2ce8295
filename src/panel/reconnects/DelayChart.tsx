import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatDuration } from "../../words/words.ts";
import { type Palette, readPalette, watchPalette } from "../timeline/palette.ts";
import type { DelayRow } from "./delay-rows.ts";

type Props = {
  rows: readonly DelayRow[];
  label: string;
  /** The row that the keyboard stands on. */
  at: number | null;
  onSelect(connectionId: string): void;
};

const HEIGHT_PX = 190;
/** A logarithmic scale has no zero; nothing in a page comes sooner. */
const LEAST_MS = 1;

/** What each attempt waited, beside what the policy says it would and what a good one does. */
export function DelayChart({ rows, label, at, onSelect }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const current = useRef({ rows, at, onSelect });
  current.current = { rows, at, onSelect };

  useEffect(() => {
    const place = box.current;
    if (!place) return;
    const draw = () => {
      chart.current?.destroy();
      chart.current = createChart(place, current.current.rows);
      showCursor(chart.current, current.current.at);
    };
    const select = () => {
      const row = current.current.rows[chart.current?.cursor.idx ?? -1];
      if (row) current.current.onSelect(row.connectionId);
    };
    draw();
    place.addEventListener("click", select);
    const stopWatching = watchPalette(draw);
    const sizes = new ResizeObserver(() => {
      chart.current?.setSize({ width: place.clientWidth, height: HEIGHT_PX });
      showCursor(chart.current, current.current.at);
    });
    sizes.observe(place);
    return () => {
      sizes.disconnect();
      stopWatching();
      place.removeEventListener("click", select);
      chart.current?.destroy();
      chart.current = null;
    };
  }, []);
  useEffect(() => {
    chart.current?.setData(dataOf(rows));
  }, [rows]);
  useEffect(() => showCursor(chart.current, at), [rows, at]);

  return <div ref={box} class="delay-chart" role="img" aria-label={label} />;
}

/** Away from the drawing there is none. */
const NO_CURSOR = { left: -10, top: -10 };

function showCursor(chart: uPlot | null, at: number | null): void {
  const attempt = at === null ? undefined : chart?.data[0][at];
  if (attempt === undefined) chart?.setCursor(NO_CURSOR);
  else chart?.setCursor({ left: chart.valToPos(attempt, "x"), top: 0 });
}

const onScale = (ms: number | undefined) => (ms === undefined ? null : Math.max(LEAST_MS, ms));

const dataOf = (rows: readonly DelayRow[]): uPlot.AlignedData => [
  rows.map(({ attempt }) => attempt),
  rows.map(({ policy }) => onScale(policy?.highMs)),
  rows.map(({ policy }) => onScale(policy?.lowMs)),
  rows.map(({ policy }) => onScale(policy?.meanMs)),
  rows.map(({ goodMs, policy }) => (policy ? onScale(goodMs) : null)),
  rows.map(({ delayMs }) => onScale(delayMs)),
];

function createChart(place: HTMLElement, rows: readonly DelayRow[]): uPlot {
  const probe = document.createElement("span");
  place.append(probe);
  const palette = readPalette(probe);
  probe.remove();
  return new uPlot(optionsOf(palette, place.clientWidth), dataOf(rows), place);
}

function optionsOf(palette: Palette, width: number): uPlot.Options {
  const axis = {
    stroke: palette.quiet,
    grid: { stroke: palette.line, width: 1 },
    ticks: { stroke: palette.line, width: 1 },
    font: "11px system-ui",
  };
  const edge = { stroke: "transparent", points: { show: false } };
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: { x: { time: false }, y: { distr: 3, log: 10, range: wholeDecades } },
    axes: [
      { ...axis, values: (_, attempts) => attempts.map(attemptName) },
      { ...axis, size: 62, values: (_, waits) => waits.map(waitName) },
    ],
    bands: [{ series: [1, 2], fill: withAlpha(palette.accent) }],
    series: [
      {},
      edge,
      edge,
      { stroke: palette.accent, width: 1.5, points: { show: false } },
      { stroke: palette.open, width: 1.5, dash: [5, 4], points: { show: false } },
      {
        stroke: palette.text,
        width: 0,
        paths: () => null,
        points: { show: true, size: 6, fill: palette.text },
      },
    ],
  };
}

/** Only the powers of ten are sure of a name: one below all that is drawn, and one above. */
const wholeDecades = (_: uPlot, low: number, high: number): uPlot.Range.MinMax =>
  uPlot.rangeLog(low, high, 10, true);

const attemptName = (attempt: number) => (Number.isInteger(attempt) ? `#${attempt}` : "");
/** The scale leaves out those between the powers of ten where there is no room for them. */
const waitName = (ms: number | null) => (ms === null ? "" : formatDuration(ms));
/** `color`: as the browser works it out, "rgb(11, 87, 208)". */
const withAlpha = (color: string) => color.replace(/^rgb\((.*)\)$/, "rgba($1, 0.18)");
