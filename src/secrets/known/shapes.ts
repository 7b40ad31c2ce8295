/**
 * Keys that tell by their shape whose they are. Services give them heads so that they are found where
 * they do not belong (docs.github.com, "Supported secret scanning patterns").
 */
import { BASE64, CRYPT, DIGIT, DOTTED, HEX, runEnd, UPPER, WORD } from "../scan/characters.ts";
import { isOrdinary } from "./words.ts";

/** What the characters after a head are, and how many at least. */
type Shape = { head: string; chars: Chars; min: number; max?: number };
const MAX_JUDGED = 57;
type Chars = "word" | "dotted" | "base64" | "hex" | "upper" | "crypt";

/** `a|b|c` with the same rest. */
const shapes = (heads: string, chars: Chars, min: number, max?: number): Shape[] =>
  heads.split("|").map((head) => ({ head, chars, min, ...(max === undefined ? {} : { max }) }));

const SHAPES: Shape[] = [
  // Clouds and places for code
  ...shapes("AKIA|ASIA|ABIA|ACCA|AROA|AIDA|A3T", "upper", 12, 32),
  ...shapes("AIza", "word", 30),
  ...shapes("GOCSPX-|ya29.|1//0", "dotted", 20),
  ...shapes("ghp_|gho_|ghu_|ghs_|ghr_|github_pat_", "word", 16),
  ...shapes(
    "glpat-|gldt-|glrt-|glcbt-|glptt-|glft-|glimt-|glagent-|gloas-|glsoat-|glffct-",
    "dotted",
    16,
  ),
  ...shapes("GR1348941", "word", 16),
  ...shapes("ATATT3|ATCTT3|ATBB|BBDC-", "base64", 16),
  ...shapes("dop_v1_|doo_v1_|dor_v1_", "word", 32),
  ...shapes("HRKU-", "word", 20),
  ...shapes("hvs.|hvb.|hvr.", "word", 20),
  ...shapes("dapi|dkea|dose", "hex", 32),
  ...shapes("tskey-|fo1_|fm1r_|fm2_|fm1a_|rnd_|nfp_|nfc_|vcp_|vci_|vca_", "word", 16),
  ...shapes("pul-", "hex", 32),
  ...shapes("pscale_tkn_|pscale_pw_|pscale_oauth_", "dotted", 16),
  ...shapes("sbp_|sb_secret_", "word", 16),
  ...shapes("LTAI", "word", 12),
  ...shapes("AQVN|t1.9eu|YCAJE|YCM", "dotted", 20),
  ...shapes("sha256~", "word", 20),
  ...shapes("v1.0-", "word", 40),
  ...shapes("ops_eyJ", "base64", 20),
  ...shapes("dckr_pat_|dckr_oat_|CCIPAT_|bkua_|sgp_|API-|ATTMP", "word", 20),
  ...shapes(
    "tfp_|pnu_|rdme_|lin_api_|lin_oauth_|ntn_|secret_|fio-u-|figd_|CFPAT-|PMAK-|apify_api_",
    "dotted",
    20,
  ),
  // Registries of packages
  ...shapes("npm_|pypi-|rubygems_|CLOJARS_|cio|oy2", "word", 30),
  ...shapes("AKCp|cmVmdGtu", "word", 10),
  // Chats and mail
  ...shapes(
    "xoxb-|xoxa-|xoxp-|xoxr-|xoxs-|xoxo-|xoxe-|xoxe.xox|xoxc-|xoxd-|xapp-|xwfp-",
    "dotted",
    16,
  ),
  ...shapes("SG.", "dotted", 20),
  ...shapes("xkeysib-|xsmtpsib-", "word", 20),
  ...shapes("key-", "hex", 32),
  ...shapes("SK|AC", "hex", 32, 32),
  ...shapes("re_", "word", 16),
  ...shapes("EAA", "word", 40),
  ...shapes("oauth:|syt_", "word", 20),
  // Payment
  ...shapes("shpat_|shpca_|shppa_|shpss_|shptka_", "hex", 16),
  ...shapes("sq0atp-|sq0csp-|sq0idp-", "word", 16),
  ...shapes("EAAA", "word", 40),
  ...shapes("whsec_", "base64", 16),
  ...shapes(
    "FLWSECK_TEST-|FLWSECK-|FLWPUBK_TEST-|EZAK|EZTK|duffel_test_|duffel_live_|shippo_live_|shippo_test_|access-sandbox-|access-production-|p8e-|rzp_live_|rzp_test_",
    "word",
    12,
  ),
  // Models
  ...shapes("sk-|sk_|rk-|rk_|pk-|pk_|sk.|tok_|pat_", "dotted", 16),
  ...shapes(
    "ek_|auth_tokens/|e2b_|hf_|api_org_|gsk_|pplx-|xai-|r8_|tvly-|lsv2_pt_|lsv2_sk_|nvapi-|fw_|csk-|jina_|fc-|co_live_|el_|tgp_v1_|AQ.Ab",
    "word",
    16,
  ),
  // Watching
  ...shapes(
    "glc_|glsa_|sntrys_|sntryu_|sntrya_|NRAK-|NRJS-|NRII-|NRAL-|NRIQ-|dt0c01.|dt0s01.|phc_|phx_|lsk_|ico-|ddapi_|hcaik_",
    "dotted",
    16,
  ),
  // Tokens of PASETO, and those of PayPal and Braintree
  ...shapes(
    "v1.local.|v2.local.|v3.local.|v4.local.|v1.public.|v2.public.|v3.public.|v4.public.",
    "dotted",
    40,
  ),
  ...shapes("A21AA", "word", 60),
  ...shapes("access_token$production$|access_token$sandbox$", "crypt", 30),
  ...shapes("napi_|zpka_", "word", 32),
  // Sharing
  ...shapes("sl.", "dotted", 60),
  ...shapes("pat", "dotted", 60),
  ...shapes("dp.pt.|dp.st.|dp.ct.|dp.sa.|dp.scim.|dp.audit.", "dotted", 20),
  ...shapes("4b1d", "word", 38, 38),
  ...shapes("A3-", "word", 30),
  ...shapes("AGE-SECRET-KEY-1", "upper", 20),
  ...shapes("SU|SA|SO|SN|SC", "upper", 56, 56),
  // Passwords as they are stored (crypt(3), PHC strings)
  ...shapes(
    "$2a$|$2b$|$2y$|$argon2id$|$argon2i$|$argon2d$|$pbkdf2-|$scrypt$|$6$|$5$|$1$|$apr1$|{SSHA}|{SHA}",
    "crypt",
    16,
  ),
  // A private key without its first line
  ...shapes("b3BlbnNzaC1rZXktdjE", "base64", 16),
];

/** By the two characters that they begin with. */
const BY_START = new Map<number, Shape[]>();
const startOf = (text: string, at: number): number =>
  text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
for (const shape of SHAPES) {
  const start = startOf(shape.head, 0);
  BY_START.set(start, [...(BY_START.get(start) ?? []), shape]);
}
for (const shapesOfStart of BY_START.values()) {
  shapesOfStart.sort((a, b) => b.head.length - a.head.length);
}

const CHARACTERS: Record<Chars, number> = {
  word: WORD,
  dotted: DOTTED,
  base64: BASE64,
  hex: HEX,
  upper: UPPER | DIGIT,
  crypt: CRYPT,
};

/** A key's head stays, which says whose it is. */
export type Shaped = { from: number; to: number; name: string };

/** Parts that may follow a head and belong to it: "sk-proj-", "sk_live_", "sk-ant-api03-". */
const MORE_HEAD =
  /^(?:(?:proj|live|test|ant|or|v1|svcacct|service|admin|lf|admin\d\d|api\d\d|sid\d\d|prod|sandbox)[-_]){1,2}/;

/** The key that begins here, where one does. `to`: where to stop looking. */
export function shapeAt(text: string, at: number, to: number): Shaped | null {
  const candidates = BY_START.get(startOf(text, at));
  if (!candidates) return null;
  for (const { head, chars, min, max } of candidates) {
    if (!text.startsWith(head, at)) continue;
    let from = at + head.length;
    const isOf = CHARACTERS[chars];
    // The rest is read only of what is taken for a key: each character once.
    let end = runEnd(text, from, Math.min(to, from + Math.max(MAX_JUDGED, min)), isOf);
    const more = MORE_HEAD.exec(text.slice(from, Math.min(end, from + 24)))?.[0].length ?? 0;
    from += more;
    if (end - from < min || (max !== undefined && end - from > max)) continue;
    const judged = text.slice(from, end);
    // "sk-learn-documentation-extended"
    if (!/\d/.test(judged) || isOrdinary(judged)) continue;
    end = runEnd(text, end, to, isOf);
    // A sentence goes on with signs that belong to no key.
    while (end > from + min && ".,".includes(text[end - 1] as string)) end--;
    return { from, to: end, name: text.slice(at, from) };
  }
  return null;
}
