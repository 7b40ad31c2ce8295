import { type Rule, words } from "../rule.ts";

/** A time is over: a silence, a wait, a life. */
export const TIMES: readonly Rule[] = [
  { topic: "idle", says: words("idle time ?outs?", "in-?activity", "idle for", "idle too long") },
  {
    topic: "heartbeat",
    says: words(
      "(?:keep ?alive|heart ?beats?|ping(?: pong)?|pong|tick)s?(?: \\w+){0,3}? (?:time ?outs?|timed ?out|missed|missing|lost|expired|failed|failure|not received|overdue|not answered|unanswered|lapsed|stopped)(?: in time)?",
      "(?:no|missed|missing|missing a|lost|without|failed|late|waiting for|wait for|did not receive|didn'?t receive|not received|has not sent|no response to|answer) (?:an?y? |the |our |client |server )?(?:\\w+ )?(?:keep ?alives?|heart ?beats?|pings?|pongs?|ticks?)",
      "failed ping ?pong",
      "stale connection",
      "(?:connection|client|peer|socket) (?:is |went |looks |seems )?(?:stale|dead|unresponsive)",
      "unresponsive(?: client| peer)?",
      "dead (?:connection|peer|client)",
      "(?:failed|not responding|did not respond|no response) to (?:the )?(?:pings?|heart ?beats?|keep ?alives?)",
      "server timeout elapsed",
    ),
    unless:
      /\b(?:stale (?:token|nonce|epoch|state|version|data|cursor)|token|epoch|no heart ?beat (?:needed|required))\b/,
  },
  {
    // By itself a label, which Centrifugo has for a client that did not log in.
    topic: "heartbeat",
    says: words("stale"),
    unless: /\b(?:stale (?:token|nonce|epoch|state|version|data|cursor)|token|epoch)\b/,
    isVague: true,
  },
  {
    topic: "handshake",
    says: words(
      "(?:auth(?:entication|entifi\\w+|orization)?|log ?in|hand ?shake|hello|identify|identification|init(?:iali[sz]ation|iali[sz]e)?|connection init(?:iali[sz]ation)?|regist(?:er|ration)|join|challenge|negotiation|pairing|subscribe|handshake packet|connect packet|setup|connection ack(?:nowledgement)?) (?:\\w+ )?(?:time ?outs?|timed ?out|deadline|took too long|expired before)",
      "(?:time ?out|timed ?out)(?: while| during)? (?:waiting for|wait for|for|of|in|during|on) (?:the |an? |client )*(?:auth\\w*|log ?in|hand ?shake|hello|identify|init\\w*|regist\\w+|join|challenge|setup)",
      "(?:did not|didn'?t|failed to|not|no) (?:\\w+ )?(?:authenticate|log ?in|identify|register|receive[d]? (?:the )?#?(?:handshake|hello|auth\\w*|identify|init\\w*)|hello|handshake|connect|arrive|subscribe)[^.]{0,30}(?:in time|within|before time ?out|before the timeout|quickly enough|soon enough)",
      "no subscriptions? within",
      "(?:connect|connection establishment) (?:did not arrive in time|time ?out|timed ?out)",
      "(?:no|missing) (?:auth\\w*|hello|handshake|identify|init) (?:message |packet |received )*(?:in time|within)",
      "hello required",
      "no hello",
    ),
  },
  {
    topic: "idle",
    says: words(
      "idle(?: (?:time ?outs?|timed ?out|for|too|connection|session|client|limit|disconnect(?:ed)?))*",
      "(?:in-?activity|inactive(?! server))(?: time ?out)?",
      "(?:went|been|was|too|is) (?:quiet|silent)(?: for)?",
      "no (?:new )?(?:activity|traffic|data|messages?|audio|speech|voice|sound|input|packets?|requests?)(?: was| were| has been)? (?:received |sent |seen |detected )?(?:for|in|within)[^.]{0,40}",
      "(?:did not|didn'?t|has not|hasn'?t) (?:receive|received|send|sent)[^.]{0,60}(?:within|for|in time|timeout window)",
      "connection unused",
      "user (?:is )?(?:away|afk)",
    ),
    unless: /provide a response|\binactive (?:account|subscription|user)\b/,
  },
  {
    topic: "lifetime",
    says: words(
      "max(?:imum)? (?:allowed )?(?:[\\w-]+ ){0,3}(?:age|life ?times?|durations?|session (?:time|length|duration)|connection (?:time|length|duration|age)|call (?:time|length|duration)|time)(?: (?:of|is|was|has been))?(?: [\\w. ]{0,20})?(?: (?:exceeded|reached|expired))?",
      "(?:session|connection|call|stream|socket|websocket|lease) (?:max )?(?:duration|life ?time|age|time|length)(?: limit)?(?: (?:has|was|is|been))*(?: (?:exceeded|reached|expired|limit|elapsed|over))+",
      "(?:exceeded|reached|hit) (?:the |its |your )?(?:max(?:imum)? )?(?:[\\w-]+ )?(?:life ?time|duration|session length|session time|age)(?: limit)?",
      "(?:life ?time|duration) (?:limit|exceeded|expired|reached)",
      "(?:connection|session|stream) (?:is |was )?(?:too old|recycled|rotated)",
      "ttl (?:expired|reached|exceeded)",
      "seat reservation expired",
    ),
    unless: /\b(?:input|audio|file|chunk|recording)\b|duration is/,
  },
];
