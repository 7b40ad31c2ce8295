/** What servers call their fields in JSON, logfmt and CSV; names without signs and in lower case. */
import type { Field } from "../fields.ts";

const NAMES: Partial<Record<Field, string>> = {
  begin:
    "starttime startutc startedat begin edgestarttimestamp requestcreationtime requeststart accepttime acceptdate start",
  end: "endtime endedat edgeendtimestamp timelocal timeiso8601 msec closedat finishedat end",
  either: "time timestamp ts date datetime attimestamp localtime logtime when realtimetimestamp t",
  "duration-ns": "durationns elapsedns",
  "duration-us": "durationus elapsedus",
  "duration-ms":
    "durationms elapsedms latencyms timetaken timetakenms lifetimems responsetimems tt ta upms",
  "duration-s": "requesttime durations elapsedsec durationsec durationseconds elapsedseconds",
  request: "request requestline",
  method: "method requestmethod clientrequestmethod httpmethod reqmethod xmethod",
  path: "path uri requesturi requestpath clientrequestpath clientrequesturi url requesturl httppath target originalpath xenvoyoriginalpath reqpath",
  status:
    "status statuscode responsecode downstreamstatus edgeresponsestatus httpstatus elbstatuscode responsestatus httpstatuscode",
  up: "bytesread bytesreceived requestlength requestcontentsize bytesin clientbytes uploadbytes receivedbytes",
  down: "bytessent size bodybytessent downstreamcontentsize edgeresponsebytes bytesout sentbytes bytes",
  client:
    "remoteip clientip remoteaddr clientaddr clientaddress clienthost downstreamremoteaddress remote peer",
  upstream: "upstream upstreamaddr upstreamhost serviceaddr originip backend servername target ",
  termination: "terminationstate tsc termination",
  flags: "responseflags flags",
  details: "responsecodedetails connectionterminationdetails",
  "close-source": "connectionclosesource closesource",
  "close-code": "connectiontransportclosecode closecode code wscode wsclosecode",
  "close-reason": "connectionclosereason closereason reason",
  error: "error err errorreason exception upstreamtransportfailurereason",
};

const FIELDS = new Map<string, Field>(
  Object.entries(NAMES).flatMap(([field, names]) =>
    names.split(" ").map((name): [string, Field] => [name, field as Field]),
  ),
);
const IDS =
  /secwebsocketkey|requestid|traceid|traceparent|rayid|cfray|correlationid|connid|connectionid|connectiontoken|socketid|sessionid|^sid$|^conn$|uniqueid|amzntrace|spanid|lastframeid|frameid|^reqid$|^rid$/;

const bareName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");

/** Null: no field of ours. `isGuess`: its unit is a guess. */
export function fieldNamed(name: string): { field: Field; isGuess: boolean } | null {
  const bare = bareName(name);
  // A server's own variable and the header that a format keeps: `$request_time`, `request_X-Request-Id`.
  const field = FIELDS.get(bare) ?? FIELDS.get(bare.replace(/^(?:http|req|resp|x)/, ""));
  if (IDS.test(bare)) return { field: "id", isGuess: false };
  if (field) return { field, isGuess: false };
  return /^(?:duration|elapsed|latency|took|responsetime|lifetime|uptime)$/.test(bare)
    ? { field: "duration-ms", isGuess: true }
    : null;
}
