export const BACKOFF = {
  role: "client",
  text: "Retry with exponential backoff and jitter; a refusal does not change by itself.",
} as const;
