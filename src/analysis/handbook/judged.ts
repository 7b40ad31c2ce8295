/** How a finding is judged, and what that cannot tell. Each threshold is the code's own constant. */
export type Judged = {
  /** What has to be seen, with the thresholds and why they are what they are. */
  how: string;
  /** When it may be wrong, or silent. */
  limits: string;
};
