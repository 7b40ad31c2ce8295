/** What long work needs to give others their turn. */
export const eventLoop = {
  now: (): number => performance.now(),
  pause: (): Promise<void> => new Promise((resolve) => setTimeout(resolve)),
};
