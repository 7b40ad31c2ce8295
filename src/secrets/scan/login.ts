/** Messages that log in, by their verbs. */
import { looksChosen } from "../known/values.ts";
import { isOrdinary } from "../known/words.ts";

/**
 * Of a message that logs in: what is likely elsewhere is meant so here. `weak`: its verb is one of other
 * messages as often, so that plain words in it are none.
 */
export type Login = "sure" | "weak" | null;

const LOGIN =
  /^(?:[\w./:-]{0,32}[./:_-])?(?:auth|authenticate|authentication|authenticated|authorize|authorise|login|logon|signin|sign_in|sign-in|identify|identity|connection_init|connect|authkey|authkeyexpires|resume|handshake|signup|reauth|reauthenticate|userlogin|loginuser|user_login|session_start|start_session|passwd|oper|nickserv|subscribe_private|authkeyexpiresin|authentication_challenge)$/i;
const WEAK_LOGIN = /^(?:[\w./:-]{0,32}[./:_-])?(?:hello|register|refresh|verify)$/i;
/** "room-12", "ada@x.test", "Ada!" */
const PLAIN = /^(?:[\w./:@#-]{1,64}|[A-Za-z]{1,32}[!?.,])$/;

export const loginOf = (verb: string): Login =>
  LOGIN.test(verb) ? "sure" : WEAK_LOGIN.test(verb) ? "weak" : null;

export const strongerOf = (a: Login, b: Login): Login => (a === "sure" ? a : (b ?? a));

/** Whether a value of a message that logs in is chosen rather than a word. */
export const isChosenIn = (login: Login, text: string): boolean =>
  login !== null &&
  looksChosen(text) &&
  !(login === "weak" && PLAIN.test(text) && isOrdinary(text));
