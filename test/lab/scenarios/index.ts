import type { Scenario } from "../scenario.ts";
import { credentials } from "./auth/credentials.ts";
import { openclaw } from "./auth/openclaw.ts";
import { spoken } from "./auth/spoken.ts";
import { tokens } from "./auth/tokens.ts";
import { frames } from "./data/frames.ts";
import { messages } from "./data/messages.ts";
import { numbers } from "./data/numbers.ts";
import { generations, requests } from "./data/requests.ts";
import { closes } from "./dropped/closes.ts";
import { killed } from "./dropped/killed.ts";
import { network } from "./dropped/network.ts";
import { silence } from "./dropped/silence.ts";
import { answers } from "./establishment/answers.ts";
import { blocked } from "./establishment/blocked.ts";
import { devtoolsClosed } from "./establishment/devtools-closed.ts";
import { noAnswer } from "./establishment/no-answer.ts";
import { whoAnswered } from "./establishment/who-answered.ts";
import { healthyLibraries } from "./healthy/libraries.ts";
import { healthyOneShot } from "./healthy/one-shot.ts";
import { healthyOwnCode } from "./healthy/own-code.ts";
import { hygiene } from "./hygiene/hygiene.ts";
import { churn } from "./reconnect/churn.ts";
import { gatewayDay } from "./reconnect/gateway-day.ts";
import { givesUp } from "./reconnect/gives-up.ts";
import { libraries } from "./reconnect/libraries.ts";
import { ownCode } from "./reconnect/own-code.ts";
import { polling } from "./reconnect/polling.ts";
import { tabs } from "./reconnect/tabs.ts";
import { applicationTimeouts } from "./timeout/application.ts";
import { handshakeTimeouts } from "./timeout/handshake.ts";

/** The long ones stand first, so that no lane is left with one at the end. */
export const scenarios: Scenario[] = [
  ...givesUp,
  ...gatewayDay,
  ...libraries,
  ...churn,
  ...ownCode,
  ...polling,
  ...tabs,
  ...silence,
  ...killed,
  ...handshakeTimeouts,
  ...applicationTimeouts,
  ...hygiene,
  ...healthyOwnCode,
  ...healthyOneShot,
  ...healthyLibraries,
  ...openclaw,
  ...blocked,
  ...messages,
  ...numbers,
  ...requests,
  ...generations,
  ...network,
  ...closes,
  ...spoken,
  ...tokens,
  ...credentials,
  ...frames,
  ...devtoolsClosed,
  ...noAnswer,
  ...answers,
  ...whoAnswered,
];
