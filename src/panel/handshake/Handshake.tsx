import { isHeader, splitList } from "../../protocol/headers.ts";
import { maskWords } from "../../secrets/secret-words.ts";
import { isSecretHeader, maskSecret } from "../../secrets/secrets.ts";
import { maskSubprotocols } from "../../secrets/subprotocols.ts";
import type { Connection, Header } from "../../session/session.ts";
import { formatDuration } from "../../words/words.ts";
import { CodeMenu } from "../copy/CodeMenu.tsx";
import { Fact } from "../findings/CloseExplanation.tsx";
import { exactDayTime } from "../ui/clock-time.ts";
import { FindOut, type ProbeState } from "./FindOut.tsx";
import { certificateInWords, hasSecrets, unknownsOf } from "./handshake-facts.ts";
import { handshakeInWords } from "./handshake-words.ts";
import { parseUrl } from "./parse-url.ts";

type Props = {
  connection: Connection;
  probe: ProbeState;
  secretsShown: boolean;
  onShowSecrets(shown: boolean): void;
  onProbe(withCredentials: boolean): void;
};

/** What was asked for, what came back, and what could not be known. */
export function Handshake({ connection, probe, secretsShown, onShowSecrets, onProbe }: Props) {
  const { handshake, open, protocols } = connection;
  const certificate = certificateInWords(connection);
  const unknown = unknownsOf(connection, probe !== "not-live");
  const url = parseUrl(connection.url);
  const shown = (value: string, secret: boolean) =>
    secret && !secretsShown ? maskSecret(value) : value;
  const asked = protocols && (secretsShown ? protocols : maskSubprotocols(protocols));
  const chosen = open && (secretsShown ? [open.protocol] : maskSubprotocols([open.protocol]));
  return (
    <div class="handshake">
      <section class="card">
        <div class="card-head">
          <h3>{handshakeInWords(connection)}</h3>
          <CodeMenu connection={connection} message={null} />
        </div>
        <FindOut connection={connection} state={probe} onProbe={onProbe} />
      </section>
      {unknown.length > 0 && (
        <section class="card">
          <h3>What could not be known</h3>
          <ul class="unknown">
            {unknown.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="card">
        <h3>
          URL
          {hasSecrets(connection) && (
            <button
              type="button"
              class="plain"
              aria-pressed={secretsShown}
              onClick={() => onShowSecrets(!secretsShown)}
            >
              {secretsShown ? "Hide secrets" : "Show secrets"}
            </button>
          )}
        </h3>
        <dl class="facts mono-values">
          <Fact name="Address">{url.address}</Fact>
          {url.parameters.map(({ name, value, secret }, at) => (
            <Fact key={`${name} ${at}`} name={`?${name}`}>
              {shown(value, secret)}
            </Fact>
          ))}
          <Fact name="Protocols asked">
            {asked === null ? "not known" : asked.length === 0 ? "none" : asked.join(", ")}
          </Fact>
          {chosen && <Fact name="Protocol chosen">{chosen[0] || "none"}</Fact>}
          {open && <Fact name="Extensions">{open.extensions || "none"}</Fact>}
          {certificate && <Fact name="Certificate">{certificate}</Fact>}
        </dl>
      </section>
      {handshake && (
        <>
          <section class="card">
            <h3>Answer</h3>
            <dl class="facts">
              <Fact name="Asked at">{exactDayTime(connection.createdAt)}</Fact>
              <Fact name="Status">
                {handshake.status === null
                  ? "no HTTP answer"
                  : `${handshake.status} ${handshake.statusText}`}
              </Fact>
              {handshake.error && <Fact name="Error">{maskWords(handshake.error)}</Fact>}
              {handshake.remoteAddress && <Fact name="Address">{handshake.remoteAddress}</Fact>}
              {handshake.durationMs !== null && (
                <Fact name="Took">{formatDuration(handshake.durationMs)}</Fact>
              )}
            </dl>
          </section>
          <Headers title="Request headers" headers={handshake.requestHeaders} shown={shown} />
          <Headers title="Response headers" headers={handshake.responseHeaders} shown={shown} />
        </>
      )}
    </div>
  );
}

function Headers(props: {
  title: string;
  headers: Header[];
  shown(value: string, secret: boolean): string;
}) {
  if (props.headers.length === 0) return null;
  return (
    <section class="card">
      <h3>{props.title}</h3>
      <dl class="facts mono-values">
        {props.headers.map((header, at) => (
          <Fact key={`${header.name} ${at}`} name={header.name}>
            {shownValue(header, props.shown)}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function shownValue(header: Header, shown: (v: string, secret: boolean) => string): string {
  const { name, value } = header;
  if (!isHeader(header, "sec-websocket-protocol")) return shown(value, isSecretHeader(name));
  // Pages put bearer tokens here because a browser lets them set no header of their own.
  const masked = maskSubprotocols(splitList(value)).join(", ");
  return masked === value ? value : shown(value, true) === value ? value : masked;
}
