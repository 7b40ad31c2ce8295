import { countOf, formatCount } from "../../words/words.ts";
import type { Model, OpenedFile } from "../model/model.ts";
import { totalsOf } from "../model/totals.ts";
import { spanInWords } from "../ui/clock-time.ts";
import { previewText } from "../ui/safe-text.ts";
import { spanOfFile } from "./file-span.ts";
import { Grade } from "./Grade.tsx";
import { type JudgedFile, sickFirst } from "./judged.ts";

type Props = { model: Model; onShow(id: number): void };

/** All open sessions, the sick first: how each stands, when it was and what is worst in it. */
export function Overview({ model, onShow }: Props) {
  const judged = model.judged.value;
  const files = sickFirst(model.files.value, judged);
  return (
    <div class="across">
      <h2>{countOf(files.length, "session")}, the sick first</h2>
      <table class="sessions">
        <thead>
          <tr>
            <th scope="col">Health</th>
            <th scope="col">Session</th>
            <th scope="col">When</th>
            <th scope="col">Connections</th>
            <th scope="col">Outages</th>
            <th scope="col">What is worst</th>
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <Row key={file.id} file={file} judged={judged.get(file.id)} onShow={onShow} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  file: OpenedFile;
  judged: JudgedFile | undefined;
  onShow(id: number): void;
}) {
  const { file, judged, onShow } = props;
  const report = judged?.report;
  return (
    <tr>
      <td>
        <Grade health={report?.health ?? null} />
      </td>
      <th scope="row">
        <button type="button" class="link" onClick={() => onShow(file.id)}>
          <bdi>{previewText(file.name)}</bdi>
        </button>
      </th>
      <td class="quiet">{spanInWords(spanOfFile(file))}</td>
      <td>
        <Count of={totalsOf(file.session).connections} noun="connection" />
      </td>
      <td>{report ? <Count of={report.outages.length} noun="outage" /> : "…"}</td>
      <td>{worstOf(judged)}</td>
    </tr>
  );
}

/** Its noun stands in the head of the table, where there is room for one. */
const Count = ({ of, noun }: { of: number; noun: string }) => (
  <>
    {formatCount(of)}
    <span class="noun">
      {" "}
      {noun}
      {of === 1 ? "" : "s"}
    </span>
  </>
);

function worstOf(judged: JudgedFile | undefined): string {
  if (!judged) return "being judged…";
  if (!judged.report) return "its diagnosis failed";
  const [reason] = judged.report.health.reasons;
  return reason?.text ?? judged.report.findings[0]?.title ?? "nothing to report";
}
