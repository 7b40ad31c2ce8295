import { type Rule, words } from "../rule.ts";

/** Too large, too many, too often, or used up. */
export const LIMITS: readonly Rule[] = [
  {
    topic: "context",
    says: words(
      "context[ .](?:length|window|size|overflow|limit)(?: exceeded| is full| too (?:long|large))?",
      "maximum context",
      "max(?:imum)? ?(?:output )?(?:number of )?tokens (?:reached|exceeded)",
      "(?:prompt|input|conversation|request) is too long",
      "(?:prompt|input) too long",
      "too many (?:input |prompt |output )?tokens(?! (?:per|in the last|this))(?: in)?",
      "token (?:limit|count|budget) (?:reached|exceeded|of (?:the )?model)",
      "exceeds? (?:the )?(?:model'?s? )?(?:max(?:imum)? )?(?:number of )?(?:input |output )?tokens",
    ),
    unless:
      /\b(?:per (?:minute|second|hour|day|min)|daily|weekly|monthly|account|plan|tpm|tpd|rate)\b/,
  },
  {
    topic: "size",
    says: words(
      "(?:messages?|payloads?|frames?|packets?|body|bod(?:y|ies)|entit(?:y|ies)|requests?(?: body| entity)?|responses?|data(?: set)?|set data|chunks?|files?|uploads?|events?|contents?|images?|audio|buffers?|metadata|attributes?|headers?|names?|names? length|messages? size|lines?|instructions?|url|uri|query)(?: size| length| was| is| are| data)* (?:too (?:big|large|long)|exceed(?:s|ed)? (?:the )?(?:max(?:imum)?|limits?|size)[\\w ]{0,20})",
      "too (?:big|large|long)(?: to process| a message)?",
      "max(?:imum)? (?:allowed )?(?:message|payload|frame|packet|body|request|control line|line|size|length|content|upload|buffered message)(?: (?:size|length|violation|limit))?(?: (?:is|was|of|has been|limit))? ?(?:exceeded|violation|reached|exceeds)",
      "(?:exceeds?|exceeded|over|above|larger than|bigger than|longer than) (?:the )?(?:max(?:imum)? )?(?:allowed )?(?:message |payload |frame |body |packet )?(?:size|length|payload)(?: limit)?",
      "(?:size|length) exceeds? (?:the )?(?:limits?|max(?:imum)?)",
      "(?:size|length|payload) limit (?:exceeded|reached|of)",
      "(?:message|payload|frame|body|packet|request) (?:size )?limit (?:exceeded|reached)",
      "(?:payload|entity|request|message|frame|packet|content|body) too (?:big|large)",
      "(?:maximum|allowed) message size of [\\d.,]+ ?\\w* (?:was )?exceeded",
      "oversized?",
    ),
    unless:
      /\b(?:rate|per (?:second|minute)|buffer (?:limit|size)|idle|silent|queue|interval|too long ago|(?:for|took|taking|waited|been) too long)\b/,
  },
  {
    topic: "rate",
    says: words(
      "too many (?:failed |wrong |unsuccessful |invalid )?(?:auth(?:entication)? |log ?in |sign ?in |password |connection |re-?connection |re-?connect |join )?(?:attempts|failures|logins|tries|retries|auth attempts)(?: from [\\w ]+)?",
      "(?:auth(?:entication)?|log ?in|connection|reconnect) (?:rate ?limit(?:ed)?|attempts? (?:limit|exceeded))",
    ),
  },
  {
    topic: "connections",
    says: words(
      `too many (?:\\w+ ){0,3}?(?:connections?|sockets?|streams?|sessions?|subscribers|websockets?|web sockets?|channels|calls|tabs|devices)(?! (?:messages?|requests?|events?|attempts?|errors?|frames?))`,
      `(?:connections?|sockets?|sessions?|streams?|concurrency|concurrent (?:users?|sessions?|connections?|streams?|calls?|clients?)) (?:limits?|quotas?|caps?)(?: (?:is|was|has|have|been|of|for|per|exceeded|reached|hit|\\w+))?`,
      "(?:limits?|max(?:imum)?)(?: allowed)?(?: number| count)?(?: of)? (?:\\w+ ){0,3}(?:connections|sockets|sessions|streams|websockets|concurrent users)",
      "(?:max(?:imum)?|allowed) (?:number of )?(?:\\w+ )?(?:connections?|sessions?|streams?|sockets?)(?: \\w+){0,3} (?:exceeded|reached|hit)",
      "(?:exceed(?:s|ed)?|over|reached) (?:the |its |your )?(?:max(?:imum)? |allowed )?(?:number of )?(?:allowed |concurrent |active |simultaneous |open )?(?:connections?|sessions?|streams?|sockets?)(?: limit| quota)?",
      "concurrent (?:user|session|connection|stream|call) limit",
      "(?:max(?:imum)?|limit of) (?:number of )?(?:simultaneous|concurrent|parallel|active) (?:[\\w/]+ ){1,6}?(?:is |was |has been )?(?:exceeded|reached|hit)",
      "(?:simultaneous|concurrent|parallel|active) (?:[\\w/]+ ){1,6}?(?:limit|max(?:imum)?) (?:is |was |has been )?(?:exceeded|reached|hit)",
      "max (?:simultaneous|concurrent|parallel|active) (?:connections|sessions|streams|conversations|contexts|calls|users|clients)",
      "(?:connection|session|client|stream|user)s? count (?:reaches|reached|exceeds|exceeded|is over) (?:the )?(?:limit|max(?:imum)?)",
      "(?:cannot|can ?not|may not) open more than \\d+ (?:connections|sockets|sessions)",
      "too many (?:concurrent|simultaneous|parallel|open) \\w+",
      "only \\d+ (?:\\w+ )?(?:connections?|sessions?|sockets?)(?: \\w+){0,3} (?:is |are )?(?:allowed|permitted)",
      "no more (?:connections|sessions|sockets)(?: allowed)?",
      "over connection quota now",
    ),
    unless:
      /\bonly one\b|\brate\b|over connection quota|connection attempts|\b(?:session|connection|stream|call)s? (?:duration|length|time|age|life ?time)\b/,
  },
  {
    topic: "rate",
    says: words(
      "rate limit(?:s|ed|er|ing)?(?: (?:is|was|has been))?(?: (?:exceeded|reached|hit|error))?",
      "(?:over|above|exceed(?:s|ed|ing)?|hit|reached) (?:the |your |its )?(?:\\w+ )?(?:rate|msg rate|message rate|request rate)",
      "(?:rate|frequency|bandwidth|throughput|transmission rate) (?:is |was |has been )?(?:exceeded|too high|exceeds|limit(?:ed)?|violation|(?:reaches|reached|hits?) (?:the |its )?(?:limit|max(?:imum)?))",
      "too many (?:\\w+ ){0,4}?(?:requests?|messages?|msgs|events?|visits|orders|commands|calls per|queries|packets|frames|operations|attempts|updates|pings|errors|subscriptions|publishes|requests queued|captcha requests)",
      "too much request weight",
      "too (?:fast|quickly|often|frequently|frequent)",
      "faster than real ?time",
      "throttl(?:e|ed|ing)",
      "slow (?:it )?down",
      "(?:requests|messages|tokens|calls|queries|events) per (?:second|sec|minute|min|hour|day|interval)",
      "token bucket",
      "flood(?:ing|ed)?(?: detected| control)?",
      "spam(?:ming)?",
      "429",
      "ip banned until",
    ),
    unless:
      /\b(?:rate limits? (?:reset|removed|lifted|updated?|raised|increased|changed|disabled|info|remaining)|(?:slow|lag)\w{0,8} (?:consumer|client))\b|exceeded your current quota|quota exceeded for|too many (?:(?:malformed|invalid|bad) (?:frames|messages|packets)|init\w{0,12} requests)/,
  },
  {
    topic: "quota",
    says: words(
      "quotas?(?: has been| is| was)?(?: exceeded| exhausted| reached| used up| depleted)?",
      "billing",
      "(?:insufficient|not enough|no|low|negative|zero|out of|depleted|exhausted|ran out of|run out of) (?:account |remaining |available |api )?(?:funds?|credits?|balance)(?: left| remaining)?",
      "(?:funds?|credits?|credit balance|balance|account balance) (?:is |are |has been |too )*(?:insufficient|exhausted|depleted|used up|too low|low|empty|expired|exceeded)",
      "(?:payment|subscription|upgrade|credit card|paid plan|paid subscription) (?:is )?(?:required|needed)",
      "paid only",
      "(?:usage|plan|spend(?:ing)?|monthly|daily|weekly|hard|free tier|trial|account (?:message|request|channel|usage)|character|symbol|budget|minutes?) (?:usage |request |message |character |token )*(?:limits?|caps?|budget|allowance|quota)(?: (?:is|was|has been))?(?: (?:exceeded|reached|hit|used up|exhausted))?",
      "(?:token|usage) (?:budget|allowance)(?: used up| exhausted| exceeded)?",
      "(?:out of|no) tokens(?: left)?",
      "(?:trial|plan|license|licence) (?:has |is )?(?:ended|over|lapsed)",
      "exceeded your current (?:quota|plan|usage)",
      "(?:daily|monthly) (?:request )?count exceeded",
      "(?:message|request|event|unit|call)s? count (?:reaches|reached|exceeds|exceeded|is over) (?:the )?(?:limit|max(?:imum)?|quota)",
      "payment required",
      "upgrade your plan",
      "insufficient subscription",
    ),
  },
];
