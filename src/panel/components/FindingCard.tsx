import type { Evidence, Finding, Fix } from "../../analysis/finding.ts";
import { evidenceInWords } from "../evidence-words.ts";
import { CopyButton } from "./CopyButton.tsx";

const ROLES: Record<Fix["role"], string> = {
  client: "In the client",
  server: "On the server",
  proxy: "In the proxy",
  credentials: "Credentials",
};
const NEEDS = {
  record: "Recording what messages say would make this surer.",
  devtools: "With DevTools open during the handshake this would be surer.",
} as const;

type Props = { finding: Finding; onJump(connectionId: string, seq: number): void };

/** One conclusion: the sentence, what it rests on, why it happens and what to do. */
export function FindingCard({ finding, onJump }: Props) {
  const { severity, title, explanation, evidence, causes, fixes, confidence, needs } = finding;
  return (
    <article class={`finding ${severity}`}>
      <h2>
        <span class={`severity ${severity}`}>
          <span class="spoken">{severity}: </span>
        </span>
        {title}
      </h2>
      <p>{explanation}</p>
      {evidence.length > 0 && (
        <>
          <h3>Evidence</h3>
          <ul class="evidence">
            {evidence.map((item) => (
              <EvidenceItem key={`${item.label} ${item.value}`} item={item} onJump={onJump} />
            ))}
          </ul>
        </>
      )}
      {causes.length > 0 && (
        <>
          <h3>Likely causes, most likely first</h3>
          <ol>
            {causes.map((cause) => (
              <li key={cause}>{cause}</li>
            ))}
          </ol>
        </>
      )}
      {fixes.length > 0 && (
        <>
          <h3>What to do</h3>
          <dl class="fixes">
            {fixes.map((fix) => (
              <div key={`${fix.role} ${fix.text}`}>
                <dt>{ROLES[fix.role]}</dt>
                <dd>
                  {fix.text}
                  {fix.setting && <Setting text={fix.setting} />}
                </dd>
              </div>
            ))}
          </dl>
        </>
      )}
      <p class="quiet finding-foot">
        <code>{finding.id}</code> · confidence {Math.round(confidence * 100)} %
        {needs && ` · ${NEEDS[needs]}`}
      </p>
    </article>
  );
}

const Setting = ({ text }: { text: string }) => (
  <div class="setting">
    <pre>{text}</pre>
    <CopyButton text={text} what="this setting" />
  </div>
);

function EvidenceItem({ item, onJump }: { item: Evidence; onJump: Props["onJump"] }) {
  const { ref } = item;
  const words = evidenceInWords(item);
  return (
    <li>
      <span class="quiet">{item.label}</span>{" "}
      {ref ? (
        <button
          type="button"
          class="link"
          title="Show this message"
          onClick={() => onJump(ref.connectionId, ref.seq)}
        >
          {words}
        </button>
      ) : (
        <span>{words}</span>
      )}
    </li>
  );
}
