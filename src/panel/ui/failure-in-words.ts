export const failureInWords = (what: string, error: unknown): string =>
  `${what}: ${error instanceof Error ? error.message : String(error)}`;
