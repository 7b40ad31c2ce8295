import { useEffect, useState } from "preact/hooks";
import type { Compared } from "../../analysis/compare/compared.ts";
import { type Names, type Section, sectionsOf } from "../../analysis/compare/write-compared.ts";
import type { Model } from "../model/model.ts";
import { previewText } from "../ui/safe-text.ts";
import { compareSessions, writeComparison } from "./compare-sessions.ts";
import { type Choice, defaultPair, listSides, sideOf } from "./sides.ts";

type Props = {
  model: Model;
  onCopy(text: string): Promise<void>;
  onFail(what: string, error: unknown): void;
};

/** Two of the open sessions side by side: before and after a fix, two networks, two browsers. */
export function CompareView({ model, onCopy, onFail }: Props) {
  const sides = listSides(model);
  const [chosen, setChosen] = useState<{ before: Choice; after: Choice } | null>(null);
  const has = (choice: Choice) => sides.some(({ id }) => id === choice);
  const pair = chosen && has(chosen.before) && has(chosen.after) ? chosen : defaultPair(model);
  const [told, setTold] = useState<{ of: string; compared: Compared; names: Names } | null>(null);
  const key = pair ? `${pair.before} ${pair.after}` : "";
  useEffect(() => {
    let isWanted = true;
    const [before, after] = pair ? [sideOf(model, pair.before), sideOf(model, pair.after)] : [];
    if (!before || !after) return;
    const names = { before: before.name, after: after.name };
    compareSessions(before, after).then(
      (compared) => isWanted && setTold({ of: key, compared, names }),
      (error) => isWanted && onFail("The sessions could not be compared", error),
    );
    return () => {
      isWanted = false;
    };
  }, [key, model.logs.value, model.diagnose.value]);
  if (!pair) return <p class="hint">Open a second session to compare the two.</p>;
  const copy = async () => {
    const [before, after] = [sideOf(model, pair.before), sideOf(model, pair.after)];
    if (before && after) await onCopy(await writeComparison(before, after));
  };
  const choose = (part: Partial<typeof pair>) => setChosen({ ...pair, ...part });
  return (
    <div class="across">
      <div class="compare-sides">
        <SideChoice
          label="Before"
          sides={sides}
          chosen={pair.before}
          onChoose={(before) => choose({ before })}
        />
        <button
          type="button"
          title="Before becomes after"
          onClick={() => choose({ before: pair.after, after: pair.before })}
        >
          ⇄<span class="spoken"> Swap</span>
        </button>
        <SideChoice
          label="After"
          sides={sides}
          chosen={pair.after}
          onChoose={(after) => choose({ after })}
        />
        <button
          type="button"
          class="plain"
          onClick={() =>
            copy().catch((error) => onFail("The comparison could not be copied", error))
          }
        >
          Copy as Markdown
        </button>
      </div>
      {told?.of === key ? (
        sectionsOf(told.compared, told.names).map((section, i) => (
          <SectionView
            // Sections have nothing else that is theirs alone, and stay in their order.
            key={`${i} ${section.is}`}
            section={section}
            verdict={i === 0 ? told.compared.verdict : null}
          />
        ))
      ) : (
        <p role="status">Comparing…</p>
      )}
    </div>
  );
}

function SideChoice(props: {
  label: string;
  sides: readonly { id: Choice; name: string }[];
  chosen: Choice;
  onChoose(choice: Choice): void;
}) {
  return (
    <label>
      {props.label}{" "}
      <select
        value={String(props.chosen)}
        onChange={({ currentTarget: { value } }) =>
          props.onChoose(value === "live" ? "live" : Number(value))
        }
      >
        {props.sides.map(({ id, name }) => (
          <option key={id} value={String(id)}>
            {previewText(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

const TONES: Record<Compared["verdict"], string> = {
  better: "tone-good",
  worse: "tone-error",
  mixed: "tone-warning",
  same: "",
  unclear: "tone-warning",
};

function SectionView({
  section,
  verdict,
}: {
  section: Section;
  verdict: Compared["verdict"] | null;
}) {
  switch (section.is) {
    case "text":
      return verdict ? (
        <p class={`compare-verdict ${TONES[verdict]}`}>{previewText(section.text)}</p>
      ) : (
        <p class="quiet">{previewText(section.text)}</p>
      );
    case "heading":
      return (
        <h2>
          <bdi dir={section.code ? "ltr" : "auto"}>{previewText(section.text)}</bdi>
        </h2>
      );
    case "list":
      return (
        <ul>
          {section.items.map((item) => (
            <li key={item}>
              <bdi>{previewText(item)}</bdi>
            </li>
          ))}
        </ul>
      );
    default:
      return <CompareTable {...section} />;
  }
}

function CompareTable({ head, rows }: Extract<Section, { is: "table" }>) {
  return (
    <table class="compare">
      <thead>
        <tr>
          {head.map((text, i) => (
            <th scope="col" key={["what", "before", "after"][i]}>
              <bdi>{previewText(text)}</bdi>
              {i === 0 && <span class="spoken">What</span>}
            </th>
          ))}
          <th scope="col">
            <span class="spoken">Verdict</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, before, after, note]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{before === "" ? "–" : previewText(before)}</td>
            <td>{after === "" ? "–" : previewText(after)}</td>
            <td class={note === "better" ? "tone-good" : note === "worse" ? "tone-error" : "quiet"}>
              {note}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
