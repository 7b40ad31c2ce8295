export const BACKOFF = {
  role: "client" as const,
  text: "Retry with exponential backoff and jitter; a refusal does not change by itself.",
};
