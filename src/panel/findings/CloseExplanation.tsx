import type { ComponentChildren } from "preact";
import { whoClosed } from "../../analysis/connection/evidence.ts";
import type { CloseExplanation as Explained } from "../../analysis/knowledge/close-codes.ts";
import { maskWords } from "../../secrets/secret-words.ts";
import type { Connection } from "../../session/session.ts";
import { previewText } from "../ui/safe-text.ts";

type Props = {
  explained: Explained;
  connection: Connection;
  /** A finding explains this end; then it has the word on what to do. */
  judged: boolean;
};

/** What the close code means by itself, and who asked for what. */
export function CloseExplanation(props: Props) {
  const { explained, connection, judged } = props;
  const { end, closing } = connection;
  if (!end) return null;
  // Every failed handshake ends in 1006, whose general advice is wrong for a 401.
  const advises = connection.open !== null || !judged;
  return (
    <section class="card">
      <h3>
        {explained.code !== null && <span class="code">{explained.code}</span>} {explained.name}
        {explained.service && <span class="mark">{explained.service}</span>}
      </h3>
      <p>{explained.meaning}</p>
      {advises && <p class="quiet">{explained.hint}</p>}
      {explained.sharedBy && <p class="quiet">{explained.sharedBy}</p>}
      <dl class="facts">
        <Fact name="Received">
          {end.code === null ? (
            "no close event"
          ) : (
            <>
              {end.code} <Said reason={end.reason} />
            </>
          )}
          {end.wasClean !== null && (end.wasClean ? " (clean)" : " (not clean)")}
        </Fact>
        <Fact name="Asked for">
          {closing ? (
            <>
              by the page: {closing.code ?? "no code"} <Said reason={closing.reason ?? ""} />
            </>
          ) : (
            "the page did not call close()"
          )}
        </Fact>
        {end.code !== null && <Fact name="Sent by">{senderInWords(explained, connection)}</Fact>}
        {advises && <Fact name="Retry">{explained.retryAdvice}</Fact>}
      </dl>
    </section>
  );
}

/** Longer than any reason that fits into a close frame. */
const MAX_REASON = 1_024;

const Said = ({ reason }: { reason: string }) =>
  reason === "" ? (
    <>without a reason</>
  ) : (
    <>
      “<bdi>{previewText(maskWords(reason), MAX_REASON)}</bdi>”
    </>
  );

/** Who did send it where that was seen, and else who may send this code at all. */
function senderInWords({ onWire, sender }: Explained, connection: Connection): string {
  if (!onWire) return "the browser itself; this code never travels";
  switch (whoClosed(connection)) {
    case "server":
      return "the server";
    case "page":
      return "the page; the server repeated it";
    default:
      return sender;
  }
}

/** A value that is only text may be anyone's, as its name may be: a header, or part of an address. */
export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div>
    <dt>{previewText(name)}</dt>
    <dd>{typeof children === "string" ? <bdi>{previewText(children)}</bdi> : children}</dd>
  </div>
);
