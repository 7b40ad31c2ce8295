import type { ExportPart } from "./export-parts.ts";

type Props = {
  parts: readonly ExportPart[];
  /** Null: all of it. */
  part: ExportPart | null;
  onPart(kind: ExportPart["kind"] | null): void;
  packed: boolean;
  onPacked(packed: boolean): void;
  /** Null: there are no logs. */
  withLogs: boolean | null;
  onWithLogs(withLogs: boolean): void;
  withSecrets: boolean;
  onWithSecrets(withSecrets: boolean): void;
  onPreview(): void;
};

/** What goes into the file: what is masked can be seen first, or left as it is. */
export const ExportMenu = (props: Props) => {
  const { parts, part, onPart, packed, onPacked, withSecrets, onWithSecrets, onPreview } = props;
  const { withLogs, onWithLogs } = props;
  return (
    <>
      {parts.length > 0 && (
        <fieldset>
          <legend class="spoken">What is exported</legend>
          <label class="check">
            <input
              type="radio"
              name="export-part"
              checked={part === null}
              onChange={() => onPart(null)}
            />
            The whole session
          </label>
          {parts.map(({ kind, label }) => (
            <label key={kind} class="check" title="The file says how much was left out">
              <input
                type="radio"
                name="export-part"
                checked={part?.kind === kind}
                onChange={() => onPart(kind)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      )}
      <button type="button" onClick={onPreview}>
        Preview what is masked…
      </button>
      <label
        class="check"
        title="A .har.gz, a tenth of the size; Chrome's own Network panel wants it unpacked"
      >
        <input
          type="checkbox"
          checked={packed}
          onChange={(event) => onPacked(event.currentTarget.checked)}
        />
        Pack with gzip
      </label>
      {withLogs !== null && (
        <label
          class="check"
          title="What was read of these connections' lines, masked: their paths and findings are there without the logs. Nothing else of the logs"
        >
          <input
            type="checkbox"
            checked={withLogs}
            onChange={(event) => onWithLogs(event.currentTarget.checked)}
          />
          Keep what the logs say
        </label>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={withSecrets}
          onChange={(event) => onWithSecrets(event.currentTarget.checked)}
        />
        Include secrets
      </label>
      <p class={withSecrets ? "tone-warning" : "quiet"}>
        {withSecrets
          ? "The file will hold tokens, cookies and passwords as they were sent. Whoever gets it can act as this user. Keep it to yourself."
          : "What looks like a secret is masked, in addresses, headers, subprotocols and messages. Everything else that messages say is exported as it was: look before you share."}
      </p>
    </>
  );
};
