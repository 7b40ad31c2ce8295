/** Small drawings beside words; never the only thing that says something. */
const PATHS = {
  record: "M8 3a5 5 0 1 1 0 10A5 5 0 0 1 8 3z",
  clear:
    "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2zm0 1.5A4.5 4.5 0 0 0 4.4 10.7l6.3-6.3A4.5 4.5 0 0 0 8 3.5zm3.6 1.8-6.3 6.3a4.5 4.5 0 0 0 6.3-6.3z",
  pause: "M4 3h3v10H4zm5 0h3v10H9z",
  play: "M4 2.5 13 8l-9 5.5z",
  export: "M7.25 2h1.5v6.2L11 6l1 1-4 4-4-4 1-1 2.25 2.2zM3 12.5h10V14H3z",
  open: "M2 3h4.5L8 4.5h6V13H2zm1.5 3v5.5h9V6z",
  options:
    "M2 4.25h6v1.5H2zm9 0h3v1.5h-3zM8.5 3h1.75v4H8.5zM2 10.25h3v1.5H2zm6 0h6v1.5H8zM5.5 9h1.75v4H5.5z",
  more: "M3 6l5 5 5-5z",
  report: "M3 1.5h7L13 4.5v10H3zm1.5 1.5v10h7V5.5H9V3zM6 7h4v1.2H6zm0 2.6h4v1.2H6z",
  close: "M4 2.9 8 6.9l4-4L13.1 4l-4 4 4 4-1.1 1.1-4-4-4 4L2.9 12l4-4-4-4z",
  storm: "M9.5 1 3 9h4l-1.5 6L13 6.5H8.5z",
  send: "M8 2l5 5-1 1-3.25-3.2V14h-1.5V4.8L4 8 3 7z",
  receive: "M8 14 3 9l1-1 3.25 3.2V2h1.5v9.2L12 8l1 1z",
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 14 }: { name: IconName; size?: number }) => (
  <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
    <path fill-rule="evenodd" d={PATHS[name]} />
  </svg>
);
