/** Which names (of fields, parameters, headers, variables, elements) say that a credential follows. */

/**
 * `secret`: whatever follows is one, but for switches and words. `likely`: names that mean something
 * else as often, so that the value has to look like one, too.
 */
export type NameSays = "secret" | "likely";

const set = (words: string): Set<string> => new Set(words.split(/\s+/));

/** Of a name's words: any of these makes it one. */
const SECRET_WORDS =
  set(`password passwords passwd passwort kennwort passphrase passcode passkey pwd
  secret secrets token tokens credential credentials cred creds authorization jwt jwe bearer apikey
  accesskey privatekey authkey clientkey secretkey csrf xsrf cookie cookie2 cookies otp totp mnemonic
  hmac signature sessid jsessionid phpsessid connectionstring senha parola motdepasse mdp contrasea
  contrasena wachtwoord adgangskode salasana haslo jelszo sifre cvv cvc sas dsn userpass webhook psk`);
/** Within a longer word, where nothing marks where one ends: "requestverificationtoken". */
const SECRET_PARTS =
  set(`token secret password passwd passphrase passcode apikey accesskey privatekey
  authorization credential signature sessionid sessid bearer authkey clientkey secretkey`);
/** Words that only begin like one. */
const OTHER_WORDS = /tokeni[sz]|tokenomics|secretar|passwordless|secretion|secretiv|signatures$/;
/** `secret` where the whole name says it and nothing else. */
const SECRET_NAMES =
  set(`pass pw pin passwd xauth xauthkey sessionkey pincode userpin pinnumber dbpass
  smtppass mysqlpwd ocpapimsubscriptionkey xfunctionskey authdata authpass authsecret seedphrase
  recoveryphrase recoverycode backupcode verificationcode smscode accesscode invitecode
  connectionstring connstr motdepasse onetimecode twofactorcode mfacode 2facode requirepass masterauth`);
const LIKELY_NAMES = set(`key code session sid sig auth ticket resume sign seed login authentication
  proof authorisation response assertion authdata authid xsid ssid refresh sso saml
  samlresponse samlrequest lsat macaroon`);

/** Of other alphabets, as they are written. */
const ELSEWHERE =
  /contraseña|hasło|lösenord|şifre|jelszó|лозинка|пароль|токен|密码|密碼|口令|パスワード|暗証番号|비밀번호/;

/** What comes before "key" and makes it one that opens something. */
const OPENING = set(`api access private secret client auth account shared signing signature sign
  encryption encrypted encrypt decryption master license licence service subscription functions function
  app application storage consumer admin webhook deploy ssh session security server root project
  preshared host rpc integration developer dev user symmetric aes hmac rsa ec ecdsa ed25519 pgp gpg
  write read ingest ingestion agent bot stream channel rest secretaccess license partner merchant
  tunnel wireguard device gateway
  openai anthropic azure aws gcp google stripe github gitlab sendgrid twilio datadog dd algolia mapbox
  maps pusher ably livekit deepgram elevenlabs gemini cohere mistral groq openrouter huggingface hf
  supabase firebase cloudflare cf heroku slack discord telegram sentry newrelic mailgun pinecone
  functionsapp eventhub servicebus cosmos rapidapi xrapidapi x goog`);
/** What comes before "key" and makes it one that finds something. */
const FINDING_KEY = set(`public pub primary foreign sort partition cache idempotency row object i18n
  translation hot short map group lookup unique index routing publishable site shortcut message
  event storage_key query item list data record field column entity composite dedupe dedup arrow meta
  ctrl shift alt search hash range react element parent child label state redis localstorage config
  setting property prop attribute metric counter locale text string key sec accept`);

/** What became of a credential, in names of errors. */
const OUTCOMES = set(`expired invalid required missing error errors failed failure mismatch rejected
  exception exceptions fault malformed revoked found denied unauthorized disabled used limit
  exceeded unsupported unknown`);
/** Names that end so tell of a credential, and hold none. */
const TELLING_TAILS =
  set(`type types count counts length len size name names expiry expires expiration
  expire expired exp expireson expiresin ttl limit limits hint policy status state valid validity
  invalid required enabled disabled at in on age version format algorithm algo alg method methods field
  fields label placeholder index usage used remaining budget max min error errors message messages
  strength rule rules reset changed updated created issued endpoint url uri path host help text title
  description prefix suffix provider issuer audience scope scopes kind lifetime timeout duration
  refreshed at seconds ms minutes interval rotation rotated visible visibility input form page link
  details per left created lifespan mode source location exists present stored saved available
  supported match matches mismatch failed attempts retries manager store service settings handler
  callback id ids ref reference symbol address standard tokens_per_second rate cost price usd balance
  supply decimals budgeting window consent banner prefs preferences domain samesite jar secure httponly`);
/** Names that end in these are ids only of a key or of a token. */
const OPENING_IDS = set("session sess secret phpsess jsess");
/** Names that begin so tell of a credential, and hold none. */
const TELLING_HEADS = set(`max min num number count total prompt completion input output cached
  reasoning has is show hide enable disable allow require requires required needs need use uses can
  should with no page next continuation sync public forgot forgotten pagination cancellation cancel
  design special stop eos bos pad unk mask usage remaining used context thinking audio video image
  accepted rejected cache creation syntax lexer css`);

/** "x-ratelimit-remaining-tokens" counts tokens, it holds none. */
const LIMITS = set("ratelimit limit limits quota remaining rate");

const MAX_NAME = 64;
const MAX_KNOWN = 4_096;
const known = new Map<string, NameSays | null>();

/** Names as they come, again and again: each is judged once. */
export function judgeName(name: string, own?: ReadonlySet<string>): NameSays | null {
  if (name.length > MAX_NAME || name.length < 2) return null;
  if (own !== undefined && own.size > 0 && own.has(bareName(name))) return "secret";
  const before = known.get(name);
  if (before !== undefined) return before;
  const says = judge(name);
  if (known.size >= MAX_KNOWN) known.clear();
  // A slice would keep all of the text alive that it was cut from.
  known.set(` ${name}`.slice(1), says);
  return says;
}

/** A name without its signs, by which two spellings are the same. */
export const bareName = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");

function judge(name: string): NameSays | null {
  const bare = bareName(name);
  if (SECRET_NAMES.has(bare) || ELSEWHERE.test(name.toLowerCase())) return "secret";
  if (LIKELY_NAMES.has(bare)) return "likely";
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (words.some((word) => LIMITS.has(word))) return null;
  const isOwnId = last === "id" && words.some((word) => OPENING_IDS.has(word));
  if (isOwnId) return "secret";
  if (
    words.length > 1 &&
    (OUTCOMES.has(last) || TELLING_TAILS.has(last) || TELLING_HEADS.has(words[0] ?? ""))
  ) {
    return null;
  }
  if (words.some((word) => SECRET_WORDS.has(word))) return "secret";
  if (words.length > 1 && (last === "sig" || last === "pw")) return "likely";
  if (last === "key" || last === "keys") return judgeKey(words);
  if (OTHER_WORDS.test(bare)) return null;
  for (const part of SECRET_PARTS) {
    const at = bare.indexOf(part);
    if (at < 0) continue;
    const tail = bare.slice(at + part.length);
    if (!TELLING_TAILS.has(tail) && !TELLING_HEADS.has(bare.slice(0, at))) return "secret";
  }
  return null;
}

function judgeKey(words: string[]): NameSays | null {
  const before = words.slice(0, -1);
  if (before.some((word) => OPENING.has(word)) && !before.some((word) => word === "public")) {
    return before.some((word) => FINDING_KEY.has(word)) ? "likely" : "secret";
  }
  return before.some((word) => FINDING_KEY.has(word)) ? null : "likely";
}

/** A name of what goes with a credential: its type, its age. */
export const isTelling = (name: string): boolean => TELLING_TAILS.has(name.toLowerCase());

/** Words of which one names a credential, and the last one says what became of it. */
export function isOutcome(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.length > 1 &&
    OUTCOMES.has(words.at(-1) ?? "") &&
    words.some((word) => SECRET_WORDS.has(word) || LIKELY_NAMES.has(word))
  );
}

/** "X-Auth-Key", "xAuthKey", "x auth key", "XAUTH_KEY" as words. */
const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])(?=[A-Z])/g, "$1 ")
    .replaceAll(/([A-Z])(?=[A-Z][a-z])/g, "$1 ")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
