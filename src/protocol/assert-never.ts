/** Ends a `switch` over a union: a new kind then points at each place that needs it. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`);
}
