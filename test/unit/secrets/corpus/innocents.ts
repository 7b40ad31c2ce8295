/** What looks a little like a secret, and is none. */
import type { Masker } from "../../../../src/secrets/masker.ts";

export type Innocent = { given: string; mask: (masker: Masker) => string };

const inText = (given: string): Innocent => ({
  given,
  mask: (masker) => masker.text(given, "message"),
});
const inProse = (given: string): Innocent => ({
  given,
  mask: (masker) => masker.prose(given, "reason"),
});
const inUrl = (given: string): Innocent => ({
  given,
  mask: (masker) => masker.url(given, "address"),
});
const inHeader = (line: string): Innocent => {
  const [name = "", value = ""] = line.split(": ");
  return { given: value, mask: (masker) => masker.header(name, value, "header") };
};

const MESSAGES = String.raw`
{"id":"6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab","type":"message"}
{"_id":"507f1f77bcf86cd799439011"}
{"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}
{"messageId":"1234567890123456789"}
{"sha":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}
{"commit":"da39a3ee5e6b4b0d3255bfef95601890afd80709"}
{"md5":"d41d8cd98f00b204e9800998ecf8427e"}
{"etag":"33a64df551425fcc55e4d42a148795d9f25f89d4"}
{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7"}
{"traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
{"requestId":"req_8f3a1b2c4d5e6f70a1b2"}
{"color":"#ff8800","background":"#1a2b3c4d"}
{"version":"2.14.0-rc.1+build.20260101"}
{"at":"2026-11-20T12:00:00.100Z","ts":1795176000000}
{"error":{"code":"token_expired","message":"token expired"}}
{"error":"invalid_token","error_description":"The access token expired"}
{"errors":{"password":["must be at least 8 characters"]}}
{"errors":{"password":"is too short (minimum is 8 characters)"}}
{"password":"required"}
{"message":"Password must be at least 8 characters and contain a number"}
{"field":"password","message":"is required"}
{"token":null,"password":""}
{"hasPassword":true,"tokenExpired":false}
{"usage":{"prompt_tokens":1532,"completion_tokens":204,"total_tokens":1736}}
{"max_tokens":4096,"token_type":"bearer","expires_in":3600}
{"input_tokens":1200,"output_tokens":345,"cached_tokens":1024}
{"tokens":1532}
{"token":"hello","logprob":-0.12}
{"tokens":["required","optional"]}
{"key":"ArrowLeft","code":"KeyA","keyCode":37}
{"primaryKey":"id","foreignKey":"user_id","sortKey":"created_at"}
{"publicKey":"MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE="}
{"idempotencyKey":"6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab"}
{"partition_key":"user#1234567890abcdef1234"}
{"passwordStrength":"strong","passwordLength":12}
{"secretName":"db-credentials","secretVersion":3}
{"tokenCount":99812,"tokenLimit":200000}
{"authMethod":"password","authType":"oauth2"}
{"authenticated":true,"authorized":false}
{"author":"Ada Lovelace","authority":"example.com"}
{"passenger":"Ada Lovelace","compass":"northwest"}
{"monkey":"George","keyboard":"qwertz"}
{"secretary":"Ada Lovelace"}
{"tokenizer":"cl100k_base"}
{"pass":12,"fail":3,"skipped":1}
{"pass":true}
{"pinned":true,"pinnedBy":"u123456"}
{"pin":true}
{"session":"open","state":"active"}
{"code":1006,"reason":"abnormal closure"}
{"code":"rate_limit_exceeded","status":429}
{"code":"ECONNREFUSED","errno":-111}
{"code":"context_length_exceeded"}
{"signature":null}
{"cookiesEnabled":true,"cookieConsent":"accepted"}
{"ticket":"open"}
{"csrf":false}
{"type":"auth_required","ha_version":"2026.11.1"}
{"type":"auth_ok"}
{"type":"auth","result":"success"}
{"event":"login","data":{"user":"ada","at":1795176000}}
{"op":"subscribe","args":["orderbook.50.BTCUSDT","trades.ETHUSDT"]}
{"method":"subscribe","params":["btcusdt@aggTrade"]}
{"image":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="}
{"audio":"UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA="}
{"cert":"-----BEGIN CERTIFICATE-----\nMIIBIjANBgkqhkiG9w0BAQ\n-----END CERTIFICATE-----"}
{"pub":"-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQ\n-----END PUBLIC KEY-----"}
{"integrity":"sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg=="}
{"url":"https://example.com/docs/getting-started?lang=en#install"}
{"avatar":"https://cdn.example.com/avatars/507f1f77bcf86cd799439011.png?size=128"}
{"path":"/api/v2/users/507f1f77bcf86cd799439011/sessions"}
{"fn":"internationalizationConfigurationManagerFactoryBean"}
{"name":"handleWebSocketReconnectAttemptTimeoutExceeded2"}
{"text":"the key to success is consistency"}
{"text":"press any key: enter, space or escape"}
{"text":"What is the secret of a good tomato soup?"}
{"text":"my token of appreciation for 2026"}
{"text":"Basic authentication failed"}
{"text":"a bearer of good news"}
{"query":"SELECT token, password FROM users WHERE id = 1"}
{"query":"mutation Login($password: String!) { login(password: $password) { token } }"}
{"schema":{"password":{"type":"string","minLength":8}}}
{"required":["username","password","token"]}
{"columns":["id","email","password_hash"]}
{"fields":["password","email"]}
{"placeholder":"Enter your password"}
{"apiKey":"<your-api-key>"}
{"token":"{{token}}"}
{"password":"********"}
{"password":"[REDACTED]"}
{"auth":"\${AUTH_TOKEN}"}
{"price":"1234.5678","symbol":"BTCUSDT"}
{"hash":"0x5c504ed432cb51138bcf09aa5e8a410dd4a1e204ef84bfed1be16dfba1b22060"}
{"address":"0x742d35Cc6634C0532925a3b844Bc454e4438f44e"}
{"txid":"f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"}
{"cid":"QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"}
{"mac":"00:1a:2b:3c:4d:5e","ip":"2001:db8::ff00:42:8329"}
{"phone":"+49 30 1234567","iban":"DE89 3704 0044 0532 0130 00"}
{"model":"gpt-4o-realtime-preview-2024-12-17"}
{"model":"claude-sonnet-4-5-20250929"}
{"room":"lobby-42","channel":"general"}
{"sid":"room1","sig":"ok"}
{"phase":"keyframe","keyframes":[0,25,50]}
{"shortcut":{"key":"k","ctrl":true}}
42["message",{"user":"ada","text":"hello there"}]
2probe
40{"sid":"room"}
["1","2","room:lobby","phx_reply",{"status":"ok","response":{}}]
{"topic":"room:lobby","event":"phx_join","payload":{},"ref":"1"}
a["{\"msg\":\"connected\",\"session\":\"open\"}"]
[1,"realm1",{"roles":{"caller":{}}}]
[5,7,9]
{"type":"connection_ack"}
{"id":1,"result":{"subscription":"0x1a2b"}}
PING
PONG :tmi.twitch.tv
NICK ada
JOIN #passwords
CAP REQ :sasl
AUTHENTICATE PLAIN
AUTHENTICATE +
AUTH LOGIN
PASS
PASS test/unit/login.test.ts
MESSAGE destination:/queue/tokens content-length:12
const token = getToken();
const password = form.password.value;
if (token === null) throw new Error("no token");
apiKey: process.env.API_KEY,
password: z.string().min(8),
function login(user: string, password: string): Promise<Token> {
token: string;
password?: string
let key = event.key;
for (const key of Object.keys(map)) {
session = await createSession(user)
import { token } from "./token.ts";
<label for="password">Password</label>
<input type="password" name="password" placeholder="Password">
<token/>
<key>name</key>
password: string
token_endpoint: https://x.test/oauth/token
user: ada
keys: 12
sessions: 4
Content-Type: application/json
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
close code=1008 session=closed
key=value
a=1&b=2&page=3
sort=key&order=asc
lat=52.520008&lon=13.404954
user=ada&remember=true
x=y;z=w
1795176000
0.1234567890123456
00112233-4455-6677-8899-aabbccddeeff
3.141592653589793
C:\Users\ada\Documents\token.txt
/var/lib/app/keys/readme.md
npm install tokenize@1.2.3
git checkout 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b
docker pull x.test/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
sk-learn-documentation-extended
pk-mapping-table
task-1234-fix-password-reset
feature/PROJ-1234-token-refresh
{"error":"JWTExpired"}
{"jwt":"JWTExpired"}
{"token":"TokenExpiredError"}
{"auth":"ERR_JWT_EXPIRED"}
{"name":"InvalidTokenException","message":"room12 is gone"}
InvalidTokenException: room12 is gone
SessionNotFoundError: a4b5c6 has left
{"pw":800,"ph":600}
{"type":"hello","session":1234}
["hello","client7"]
["refresh","table#1"]
["register","ada@example.com"]
42["verify","email-1"]
{"type":"refresh","key":"list12"}
{"type":"hello","args":["v2","room12"]}
docker run -p 8080:80 -u 1000:1000 x.test/app
docker run --user node:node x.test/app
mkdir -p build12/a
mysql -P 3306 -u root -p app2
psql -U ada -p5432 app
sudo -u ada whoami
The error was identified by 'E1234' in the log
<input type=text value=room12>
<input type=password>
8=FIX.4.4|35=D|11=554|54=1|
{"554=":"room12"}
`;

/** Of several lines each. */
const TABLES = [
  "date,tokens,cost\n2026-01-01,1532,0.2\n2026-01-02,99,0.1\n",
  "id,token,count\n1,hello,3\n2,world,4\n",
  "pass,fail\n120,3\n",
  "name,session,at\nlobby,room12,3\n",
  "key,value\ntheme,dark\n",
  "Enter user, password\nfoo, bar\n",
  "| Field | Password |\n|---|---|\n| type | string |\n| needed | required |\n",
  "| Token | Meaning |\n|---|---|\n| `--help` | shows help |\n| if | a word |\n",
  "a=candidate:1 1 udp 2130706431 192.0.2.1 54321 typ host\r\na=rtpmap:111 opus/48000/2\r\n",
];

const SENTENCES = `
token expired
Token has expired, please sign in again
invalid token
password must be at least 8 characters
Password is incorrect
wrong password, 2 attempts left
password expired, 2 attempts left
authentication failed: bad credentials
missing API key
API key is missing
The secret is too short
key not found: users
session closed by the server
session timed out after 30 s
Unexpected token < in JSON at position 0
Unexpected token } in JSON at position 12
rate_limit_exceeded: 429 too many tokens per minute
RESOURCE_EXHAUSTED_429 in handleChatRoom12
model gpt-4o-realtime-preview-2024-12-17 is overloaded
room 6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab is full
no route to ec2-54-12-33-44.us-west-2.compute.amazonaws.com.
net::ERR_CERT_COMMON_NAME_INVALID
Error during WebSocket handshake: Unexpected response code: 403
Invalid frame header
at 2026-11-20T12:00:00.100Z
/api/v2/realtime/socket was not found
internationalization failed: error_code_1234567
ticket is not valid any more
Cookie was not sent
bearer token required
csrf check failed
going away
Normal closure
server restart in 30 seconds
max message size 1048576 exceeded
permessage-deflate; client_max_window_bits=15
upstream connect error or disconnect/reset before headers
duplicate session: another tab took over
signature verification failed
the connection was closed with 1006 after 12.5 s
jwt: JWTExpired
token: TOKEN_EXPIRED
401 token=TokenExpired
`;

const URLS = `
wss://example.com/ws
wss://example.com/ws?room=lobby&page=2
wss://example.com/socket.io/?EIO=4&transport=websocket
wss://example.com/socket/websocket?vsn=2.0.0
wss://example.com/room/6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab
wss://example.com/users/507f1f77bcf86cd799439011/feed
wss://example.com/ws?trace_id=4bf92f3577b34da6a3ce929d0e0e4736
wss://example.com/ws?requestId=6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab
wss://example.com/ws?etag=33a64df551425fcc55e4d42a148795d9f25f89d4
wss://example.com/ws?sha=da39a3ee5e6b4b0d3255bfef95601890afd80709
wss://example.com/ws?v=20260101&lang=en-GB
wss://example.com/ws?model=gpt-4o-realtime-preview-2024-12-17
wss://example.com/ws?auth=1&token=
wss://example.com/ws?id=01ARZ3NDEKTSV4RRFFQ69G5FAV
wss://stream.example.com:9443/ws/btcusdt@trade
https://example.com/articles/Some-Article-Title-2024-with-a-very-long-slug
https://example.com/docs/api-keys/rotate?tab=usage#password-reset
https://example.com/a/b/c?from=2026-01-01&to=2026-12-31
ws://localhost:5173/?t=1795176000000
wss://example.com/000/a1b2c3d4/websocket
wss://example.com/ws?session=new
wss://example.com/ws?code=en
wss://example.com/ws?code=en-GB&session=default
wss://example.com/ws?w=1200&pw=800
`;

const HEADERS = `
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
X-Request-Id: 6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab
traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits
X-RateLimit-Remaining-Tokens: 149984
Server: nginx/1.25.3
CF-Ray: 8f3a1b2c4d5e6f70-FRA
Retry-After: 30
User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36
Origin: https://example.com
Accept-Language: en-GB,en;q=0.9
Content-Security-Policy: default-src 'self'; connect-src wss://example.com
WWW-Authenticate: Bearer realm="api", error="invalid_token"
Idempotency-Key: 6f1c2d3e-1a2b-4c3d-8e9f-0123456789ab
`;

const lines = (texts: string): string[] => texts.split("\n").filter((line) => line !== "");

export const INNOCENTS: Innocent[] = [
  ...lines(MESSAGES).map(inText),
  ...TABLES.map(inText),
  ...lines(SENTENCES).map(inProse),
  ...lines(URLS).map(inUrl),
  ...lines(HEADERS).map(inHeader),
];
