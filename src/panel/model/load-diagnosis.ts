/** Loaded beside the panel, not before it: the list of connections does not wait for the texts. */
export const loadDiagnosis = async () =>
  (await import("../../analysis/diagnose.ts")).diagnoseInSteps;
