import { PASS } from "../pass.ts";
import { few, type Rule, words } from "../rule.ts";

/** What must be so, or must be there: its subject is not taken for the trouble. */
export const MUST_BE: readonly Rule[] = [
  {
    topic: "credentials",
    says: words(
      `(?:must|need to|needs to|have to|has to|should|please) (?:first )?(?:be (?:logged|signed) in|log ?in|sign ?in|re-?log ?in|authenticate|re-?authenticate|identify|be authenticated|be authori[sz]ed|provide ${few(3)}(?:token|credentials|api ?key|password|cookie))`,
      `valid ${PASS} (?:is )?(?:required|needed|must be)`,
      `${PASS} (?:header )?(?:must|should) be (?:provided|sent|present|supplied|set|valid)`,
    ),
  },
  {
    topic: "size",
    says: words(
      "(?:must|should|may|can) (?:not )?(?:be )?(?:less|smaller|shorter|fewer|under|below|exceed|larger|longer)(?: than)?[^.;]{0,24}\\d+ ?(?:b|bytes|kb|kib|mb|mib|chars|characters|k)",
      "string too long",
      "string above max length",
    ),
  },
  {
    topic: "invalid",
    says: words(
      "(?:must|should|has to|have to|needs to) (?:not )?(?:be|have|contain|match|start|end|equal|include|increase|specify|conform)(?: an?| one| at| in| of| the| set| less| greater| positive| valid| either| between| non| \\d)?",
      "cannot be (?:empty|null|blank|negative|zero|undefined|greater|less)",
      "(?:is|are|was|were) not an? (?:valid )?(?:[\\w-]+ )?(?:number|string|boolean|object|array|integer|function|list|map|float|url|uuid|id|json|date)",
      "expected (?:an? |one of |type |value )?(?:number|string|boolean|object|array|integer|between|str|int|bool|dict|list)",
      "(?:missing|unknown|unexpected|invalid|required|unsupported|empty|bad|unrecogni[sz]ed) (?:[\\w'\"`.\\[\\]-]+ ){0,3}(?:fields?|parameters?|params?|arguments?|args?|propert(?:y|ies)|attributes?|op|opcode|element|query param(?:eter)?s?)",
      "(?:field|parameter|param|argument|property|attribute|element)s? (?:[\\w'\"`.\\[\\]-]+ ){0,3}(?:is|are|was|were|has|have) (?:not |been )?(?:required|missing|invalid|empty|unknown|provided|an? invalid|illegal|not|sent|wrong)",
      "(?:an?|the) invalid value",
      "out of range",
      "before(?: you)? (?:joining|subscribing|sending|publishing)",
      "first (?:message|request|frame|packet) must",
      "out of (?:order|sequence)",
      "(?:outside|ahead) of the (?:recv ?window|server'?s? time)",
    ),
    unless:
      /\b(?:be|not|to|first|please|valid) (?:log(?:ged)? ?in|authenticat\w{1,6}|authori[sz]\w{1,8}|signed ?in)|auth parameters?|authorization|api ?key|restricted:|secure|https|\bversion|\b(?:less than \d{1,9} ?(?:b|kb|mb)\b)/,
  },
];
