import type { Busy } from "../model/model.ts";

/** What takes a while, and how far it is. */
export const BusyNote = ({ busy: { text, share, cancel } }: { busy: Busy }) => (
  <p class="note busy" role="status">
    {text} <progress {...(share === null ? {} : { value: share })} aria-label={text} />
    {/* Read out once, not with each percent. */}
    {share !== null && <span aria-hidden="true">{Math.floor(share * 100)} %</span>}
    {cancel && (
      <button type="button" class="plain" onClick={cancel}>
        Cancel
      </button>
    )}
  </p>
);
