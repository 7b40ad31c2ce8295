import type { Connection } from "../../session/session.ts";
import { exactDayTime } from "../ui/clock-time.ts";
import { probeInWords } from "./handshake-words.ts";

/** Why no probe can be sent, or that one can, or that one is on its way. */
export type ProbeState = "possible" | "pending" | "no-page" | "not-live";

type Props = { connection: Connection; state: ProbeState; onProbe(withCredentials: boolean): void };

/** Asks the server once, over plain HTTP, what the browser would not say. */
export function FindOut({ connection, state, onProbe }: Props) {
  const { probes, open, end, csp, handshake } = connection;
  const unknown = !open && end !== null && !csp && !(handshake && !handshake.blanked);
  // The first question goes without cookies; the second is for servers that answer by them.
  const withCredentials = probes.length > 0;
  return (
    <>
      {probes.length > 0 && (
        <ul class="answers" aria-label="Answers">
          {probes.map((probe) => (
            <li key={probe.at}>
              <time class="quiet">{exactDayTime(probe.at)}</time> {probeInWords(probe)}
            </li>
          ))}
        </ul>
      )}
      {unknown && (state === "possible" || state === "pending") && (
        <p class="find-out">
          <button
            type="button"
            class="main"
            disabled={state === "pending"}
            title="Sends one plain HTTP request to this address from your browser. The server will log it."
            onClick={() => onProbe(withCredentials)}
          >
            {state === "pending"
              ? "Asking…"
              : withCredentials
                ? "Ask with credentials"
                : "Find out"}
          </button>
          <span class="quiet">
            Sends one plain request to this address
            {withCredentials ? ", with the cookies of this site" : ", without cookies"}. The server
            will log it.
          </span>
        </p>
      )}
      {unknown && state === "not-live" && (
        <p class="quiet">
          This is a file: only the page that opened it, in a live tab, could ask the server what the
          browser would not say.
        </p>
      )}
      {unknown && state === "no-page" && (
        <p class="quiet">
          The page that opened it is gone, so nobody is left to ask the server from its place.
        </p>
      )}
    </>
  );
}
