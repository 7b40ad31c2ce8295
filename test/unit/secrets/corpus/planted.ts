/** Secrets of every kind, in every place and encoding that we know of. */
import type { Masker } from "../../../../src/secrets/masker.ts";
import { base64Url, make, makeJwt, mqttConnect, pack, packCbor } from "./make.ts";

/** `secret`: what must not be found any more, in whatever way it is written. */
export type Planted = {
  what: string;
  secret: string;
  given: string;
  mask: (masker: Masker) => string;
};

const text = (what: string, secret: string, given: string): Planted => ({
  what: `${what}: ${given.slice(0, 120)}`,
  secret,
  given,
  mask: (masker) => masker.text(given, "message"),
});
const url = (what: string, secret: string, given: string): Planted => ({
  ...text(what, secret, given),
  mask: (masker) => masker.url(given, "address"),
});
const prose = (what: string, secret: string, given: string): Planted => ({
  ...text(what, secret, given),
  mask: (masker) => masker.prose(given, "close reason"),
});
const header = (name: string, secret: string, value: string): Planted => ({
  ...text("header", secret, `${name}: ${value}`),
  mask: (masker) => masker.header(name, value, "request header"),
});
const bytes = (what: string, secret: string, given: number[] | Buffer): Planted => ({
  what,
  secret,
  given: Buffer.from(given).toString("latin1"),
  mask: (masker) => {
    const masked = masker.bytes(Uint8Array.from(given), "message");
    if (masked.length !== given.length) throw new Error("its length changed");
    const latin1 = Buffer.from(masked).toString("latin1");
    return latin1 + latin1.replaceAll("\0", "");
  },
});

const FIELDS =
  `password passwd pass pw pwd pin passcode passphrase secret clientSecret client_secret token
  accessToken access_token refresh_token id_token authToken auth_token apiKey api_key apikey APIKEY
  privateKey private_key secretKey authKey client_key sessionToken session_id csrf csrfToken xsrf_token
  _csrf otp jwt bearer credential authorization cookie signingKey encryptionKey webhookSecret
  db_password userPassword connectionString mnemonic $password x-api-key master_key license_key
  shared_access_key AccountKey botToken serviceToken`.split(/\s+/);

const inFields = FIELDS.flatMap((name): Planted[] => {
  const short = `Zq7!${make(6)}`;
  const long = make(24);
  return [
    text("JSON", short, JSON.stringify({ type: "login", user: "ada", [name]: short })),
    text("JSON in JSON", long, JSON.stringify({ data: JSON.stringify({ [name]: long, n: 1 }) })),
    text("JSON5", long, `{user: 'ada', '${name}': '${long}', n: 1}`),
  ];
});

const value = () => make(20);
const named = (what: string, write: (secret: string) => string): Planted => {
  const secret = value();
  return text(what, secret, write(secret));
};

const structures: Planted[] = [
  text("number", "482913", '{"pin":482913,"user":"ada"}'),
  text("number", "77120934", '{"password":77120934}'),
  text("number in JSON in JSON", "482913", JSON.stringify({ d: '{"otp":482913}' })),
  named("list", (s) => JSON.stringify({ tokens: ["abc", s] })),
  named("list of lists", (s) => JSON.stringify({ secrets: [["db", s]] })),
  named("object", (s) => JSON.stringify({ credentials: { user: "ada", value: s } })),
  named("object, deep", (s) => JSON.stringify({ secret: { a: { b: { c: s } } } })),
  text("list of numbers", "482913", '{"pins":[],"backup_codes":1,"otp":[482913,1]}'),
  named("name with spaces", (s) => JSON.stringify({ "API key": s })),
  named("name with spaces", (s) => JSON.stringify({ "Account password": s })),
  named("name with $", (s) => JSON.stringify({ "$auth.token": s })),
  named("name with /", (s) => JSON.stringify({ "auth/token": s })),
  named("name with :", (s) => JSON.stringify({ "auth:token": s })),
  named("escaped name", (s) => `{"p\\u0061ssword":"${s}"}`),
  named("pairs", (s) =>
    JSON.stringify([
      ["Authorization", `Bearer ${s}`],
      ["Accept", "*/*"],
    ]),
  ),
  named("pairs", (s) => JSON.stringify({ headers: [["X-Api-Key", s]] })),
  named("pairs in a row", (s) => JSON.stringify(["Host", "x.test", "X-Auth-Token", s, "A", "b"])),
  named("name and value", (s) => JSON.stringify([{ name: "Authorization", value: s }])),
  named("value and name", (s) => JSON.stringify([{ value: s, name: "Cookie" }])),
  named("key and value", (s) => JSON.stringify({ key: "password", value: s })),
  named("HAR cookies", (s) => JSON.stringify({ cookies: [{ name: "sessionid", value: s }] })),
  named("JWK", (s) => JSON.stringify({ kty: "EC", crv: "P-256", d: s + make(23), x: "abc" })),
  named("JWK, sorted", (s) =>
    JSON.stringify({ alg: "RS256", d: s + make(60), e: "AQAB", kty: "RSA" }),
  ),
  named("YAML", (s) => `user: ada\npassword: ${s}\nport: 5432\n`),
  named("YAML list", (s) => `env:\n  - name: API_TOKEN\n    value: ${s}\n`),
  named("YAML block", (s) => `private_key: |\n  ${s}\n  ${s}\nport: 1\n`),
  named("INI", (s) => `[db]\npassword = ${s}\nhost = x\n`),
  named(".env", (s) => `PORT=80\nexport DB_PASSWORD=${s}\n`),
  named(".env quoted", (s) => `STRIPE_SECRET_KEY="${s}"\n`),
  named("properties", (s) => `spring.datasource.password=${s}\n`),
  named("TOML", (s) => `api_token = "${s}"\n`),
  named("XML", (s) => `<login><user>ada</user><password>${s}</password></login>`),
  named(
    "XML, namespace",
    (s) => `<wsse:Security><wsse:Password Type="t">${s}</wsse:Password></wsse:Security>`,
  ),
  named("XML, CDATA", (s) => `<apiKey><![CDATA[${s}]]></apiKey>`),
  named("XML attribute", (s) => `<server host="x" password="${s}"/>`),
  named("XML settings", (s) => `<add key="ApiToken" value="${s}" />`),
  named("HTML form", (s) => `<input type="password" name="password" value="${s}">`),
  named("HTML entities", (s) => `<div data-x="{&quot;password&quot;:&quot;${s}&quot;}">`),
  named("PHP", (s) => `['user' => 'ada', 'password' => '${s}']`),
  named("Ruby", (s) => `{:password=>"${s}"}`),
  named("Python", (s) => `{'token': '${s}'}`),
  named("Go", (s) => `Config{Token:"${s}"}`),
  named("form", (s) => `user=ada&password=${s}&x=1`),
  named("form, brackets", (s) => `user[name]=ada&user[password]=${s}`),
  named("form, encoded", (s) => `a=1&user%5Bpassword%5D=${s}`),
  named("form, JSON in it", (s) => `d=${encodeURIComponent(JSON.stringify({ token: s }))}`),
  named("percent-encoded", (s) => encodeURIComponent(`{"password":"${s}"}`)),
  named("twice percent-encoded", (s) => encodeURIComponent(encodeURIComponent(`x?token=${s}&a`))),
  named("header lines", (s) => `GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${s}\r\n\r\n`),
  named("header lines", (s) => `Host: x\r\nX-Api-Key: ${s}\r\n`),
  named("cookie line", (s) => `Cookie: theme=dark; sid=${s}; lang=en\r\n`),
  named("curl", (s) => `curl -H 'Authorization: Token ${s}' https://x.test/`),
  named("curl -u", (s) => `curl -u ada:${s} https://x.test/`),
  named("curl -u, quoted", (s) => `curl -u 'ada:${s}' https://x.test/`),
  named(
    "form in parts",
    (s) => `--b\r\nContent-Disposition: form-data; name="password"\r\n\r\n${s}\r\n--b--\r\n`,
  ),
  named("hidden input", (s) => JSON.stringify([{ type: "password", value: s }])),
  named("name in Dutch", (s) => JSON.stringify({ wachtwoord: s })),
  named("name in Polish", (s) => JSON.stringify({ hasło: s })),
  text("signature", "a3".repeat(48), JSON.stringify({ authSig: "a3".repeat(48), n: 1 })),
  named("option", (s) => `mysql --user=ada --password=${s} db`),
  named("option", (s) => `login --token ${s} --verbose`),
  named("log line", (s) => `2026-01-01 INFO login user=ada password=${s} ok`),
  named("log with JSON", (s) => `INFO sent {"op":1,"token":"${s}"} in 3 ms`),
  named("escaped in a log", (s) => `sent {\\"token\\":\\"${s}\\"}`),
  named("cut body", (s) => `{"a":1,"password":"${s}`),
  named("cut at its beginning", (s) => `e":"x"},{"token":"${s}"}`),
  named("base64 in JSON", (s) =>
    JSON.stringify({ x: Buffer.from(`{"apiKey":"${s}"}`).toString("base64") }),
  ),
  named("code", (s) => `const apiKey = "${s}";`),
  named("code", (s) => `client.login({ password: '${s}' });`),
  named("template", (s) => `headers: { Authorization: \`Bearer ${s}\` }`),
  named("CSV-like", (s) => `token: ${s}, user: ada`),
];

const word = "hunter";
const COMMANDS: [what: string, write: (secret: string) => string][] = [
  ["sshpass", (s) => `sshpass -p ${s} ssh ada@x.test`],
  ["sshpass, joined", (s) => `sshpass -p${s} ssh ada@x.test`],
  ["mysql", (s) => `mysql -u root -p${s} app`],
  ["mysql, quoted", (s) => `mysqldump -uroot -p'${s}' app > x.sql`],
  ["mongo", (s) => `mongosh -u ada -p ${s} db.test/app`],
  ["redis", (s) => `redis-cli -h x.test -a ${s} PING`],
  ["docker", (s) => `echo x && docker login -u ada -p ${s} r.test`],
  ["ldap", (s) => `ldapsearch -x -D cn=admin -w ${s}`],
  ["psql", (s) => `PGPASSWORD=${s} psql -U ada`],
  ["sqlcmd", (s) => `sqlcmd -S db.test -U sa -P ${s}`],
  ["curl", (s) => `curl --user ada:${s} https://x.test/`],
  ["curl, assigned", (s) => `curl --user=ada:${s} https://x.test/`],
  ["curl, joined", (s) => `curl -uada:${s} https://x.test/`],
  ["curl, several in one", (s) => `curl -su ada:${s} https://x.test/`],
  ["curl, proxy", (s) => `curl --proxy-user 'ada:${s}' https://x.test/`],
  ["smbclient", (s) => `smbclient //x.test/share -U ada%${s}`],
  ["command in JSON", (s) => JSON.stringify({ cmd: `sshpass -p '${s}' ssh x` })],
  ["SQL", (s) => `CREATE USER 'ada'@'%' IDENTIFIED BY '${s}';`],
  ["SQL, plugin", (s) => `ALTER USER ada IDENTIFIED WITH mysql_native_password BY '${s}'`],
  ["SQL, Oracle", (s) => `CREATE USER ada IDENTIFIED BY ${s} QUOTA 5M`],
  ["SQL, PostgreSQL", (s) => `ALTER ROLE ada WITH ENCRYPTED PASSWORD '${s}'`],
  ["SQL, its end", (s) => `'%' IDENTIFIED BY '${s}'`],
  ["SQL in JSON", (s) => JSON.stringify({ sql: `GRANT ALL ON a.* TO b IDENTIFIED BY "${s}"` })],
  ["bare input", (s) => `<input type=password value=${s}>`],
  ["input, value first", (s) => `<input value="${s}" type='password' name=x>`],
  ["input in JSON", (s) => JSON.stringify({ html: `<INPUT TYPE="password" VALUE="${s}">` })],
  ["CSV", (s) => `user,password,host\nada,${s},x.test\n`],
  ["CSV, quoted", (s) => `"user","password"\r\n"Lovelace, Ada","${s}"\r\n`],
  ["CSV, second row", (s) => `user;secret\nada;none\nbob;${s}0\n`],
  ["TSV", (s) => `user\tpasswd\nada\t${s}\n`],
  ["Markdown", (s) => `Here:\n\n| user | password |\n|---|:-:|\n| ada | \`${s}\` |\n`],
  ["psql's table", (s) => ` user | password \n------+----------\n ada  | ${s}\n`],
  [
    "mysql's table",
    (s) => `+---+---+\n| user | password |\n+---+---+\n| ada | ${s} |\n+---+---+\n`,
  ],
  ["CSV in JSON", (s) => JSON.stringify({ csv: `user,password\nada,${s}\n` })],
  ["FIX", (s) => `8=FIX.4.4\x019=99\x0135=A\x01553=ada\x01554=${s}\x0110=000\x01`],
  ["FIX, printed", (s) => `8=FIX.4.4^A35=A^A553=ada^A554=${s}^A10=000^A`],
  ["FIX in a log", (s) => `sent 8=FIXT.1.1|35=A|553=ada|554=${s}|10=000|`],
];
/** Words as well as keys: what stands there is a password whatever it looks like. */
const commands = COMMANDS.flatMap(([what, write]): Planted[] => [
  named(what, write),
  text(what, word, write(word)),
]);

const sdpKey = (): string => make(40, "base64");
const sdp = [
  (s: string) => `v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${s}|2^20|1:4\r\n`,
  (s: string) => `a=crypto:2 AEAD_AES_256_GCM inline:${sdpKey()}|2^20|1:4;inline:${s}|2^20|2:4`,
  (s: string) => JSON.stringify({ sdp: `v=0\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:${s}\r\n` }),
].map((write) => {
  const secret = sdpKey();
  return text("SDP", secret, write(secret));
});

const SERVERS = [
  (s: string) => `postgres://ada:${s}@db.test:5432/app`,
  (s: string) => `postgresql://ada:${s}@db.test/app?sslmode=require`,
  (s: string) => `redis://:${s}@cache.test:6379/0`,
  (s: string) => `rediss://default:${s}@cache.test:6380`,
  (s: string) => `mongodb+srv://ada:${s}@cluster0.x.mongodb.net/db`,
  (s: string) => `amqp://ada:${s}@mq.test/vhost`,
  (s: string) => `mysql://root:${s}@localhost/db`,
  (s: string) => `mqtts://dev:${s}@broker.test:8883`,
  (s: string) => `nats://${s}@nats.test:4222`,
  (s: string) => `ftp://ada:${s}@files.test/`,
  (s: string) => `smtp://ada%40x.test:${s}@mail.test:587`,
  (s: string) => `jdbc:postgresql://db.test/app?user=ada&password=${s}`,
  (s: string) => `Server=db.test;Database=a;User Id=sa;Password=${s};Encrypt=true`,
  (s: string) => `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${s};EndpointSuffix=x`,
  (s: string) => `Endpoint=sb://x.servicebus.test/;SharedAccessKeyName=Root;SharedAccessKey=${s}`,
  (s: string) => `HostName=x.azure-devices.test;DeviceId=d;SharedAccessKey=${s}`,
  (s: string) => `https://${s}@o1.ingest.sentry.test/42`,
];
const connections = SERVERS.flatMap((write): Planted[] => [
  named("connection string", (s) => write(s)),
  named("connection string in JSON", (s) => JSON.stringify({ url: write(s) })),
]);

const HOOKS = [
  (s: string) => `https://hooks.slack.com/services/T00000000/B00000000/${s}`,
  (s: string) => `https://discord.com/api/webhooks/123456789012345678/${s}`,
  (s: string) => `https://api.telegram.org/bot123456789:AA${s}${make(13)}/sendMessage`,
  (s: string) => `https://hooks.zapier.com/hooks/catch/123456/${s}/`,
  (s: string) => `https://outlook.office.com/webhook/${s}@x/IncomingWebhook/y`,
  (s: string) => `wss://x.test/ws/token/${s}/live`,
  (s: string) => `wss://x.test/socket/${s}${make(30)}`,
];
const hooks = HOOKS.flatMap((write): Planted[] => {
  const [first, second] = [value(), value()];
  return [
    url("path", first, write(first)),
    text("path in a text", second, `posted to ${write(second)} now`),
  ];
});

const PARAMETERS =
  `token access_token auth key apikey api_key api-key passcode pin csrf client_key private_key
  authkey auth_key secret client_secret password pwd sig signature X-Amz-Signature X-Amz-Security-Token sid
  session session_id ticket jwt code otp refresh_token subscription-key hmac bearer authToken authorization
  sas_token cred credential xsrf`.split(/\s+/);
const parameters = PARAMETERS.flatMap((name): Planted[] => {
  const [first, second, third] = [make(10), make(12), make(14)];
  return [
    url("query", first, `wss://x.test/ws?room=1&${name}=${first}&v=2`),
    url("fragment", second, `https://x.test/cb#${name}=${second}`),
    url(
      "address in an address",
      third,
      `wss://x.test/ws?next=${encodeURIComponent(`https://y.test/?${name}=${third}&a=1`)}`,
    ),
  ];
});

const HEADERS =
  `X-Auth-Key Ocp-Apim-Subscription-Key X-Functions-Key X-CSRF X-CSRF-Token X-XSRF-TOKEN
  Set-Cookie2 Cookie2 X-Api-Key X-Auth-Token X-Access-Token X-Amz-Security-Token Proxy-Authorization
  X-Goog-Api-Key X-Vault-Token X-Gitlab-Token X-Hub-Signature-256 X-Shopify-Access-Token X-RapidAPI-Key
  X-Session-Token Api-Key apikey X-Client-Secret X-Auth X-Plex-Token X-Figma-Token DD-API-KEY
  X-Algolia-API-Key CF-Access-Client-Secret X-Service-Token X-Session-Id Private-Token`.split(
    /\s+/,
  );
const headers = HEADERS.map((name) => {
  const secret = make(14);
  return header(name, secret, secret);
});

/** As they are issued: how long, and of which characters. */
const KEYS: [string, number, Parameters<typeof make>[1]?][] = [
  ["AKIA", 16, "upper"],
  ["ASIA", 16, "upper"],
  ["AIza", 35],
  ["ghp_", 36],
  ["gho_", 36],
  ["ghs_", 36],
  ["github_pat_", 60],
  ["glpat-", 20],
  ["xoxb-", 40],
  ["xoxp-", 40],
  ["xapp-1-", 40],
  ["sk_live_", 24],
  ["rk_live_", 24],
  ["sk-proj-", 48],
  ["sk-", 48],
  ["sk-ant-api03-", 60],
  ["sk-or-v1-", 64, "hex"],
  ["SG.", 22],
  ["SK", 32, "hex"],
  ["key-", 32, "hex"],
  ["npm_", 36],
  ["pypi-AgEIcHlwaS5vcmc", 60],
  ["rubygems_", 48, "hex"],
  ["shpat_", 32, "hex"],
  ["dop_v1_", 64, "hex"],
  ["hvs.", 40],
  ["dapi", 32, "hex"],
  ["dp.pt.", 43],
  ["ya29.", 60],
  ["GOCSPX-", 28],
  ["glsa_", 40],
  ["lin_api_", 40],
  ["ntn_", 44],
  ["PMAK-", 40],
  ["pul-", 40, "hex"],
  ["pscale_tkn_", 43],
  ["sntrys_", 60],
  ["sq0atp-", 22],
  ["sbp_", 40, "hex"],
  ["hf_", 34],
  ["gsk_", 52],
  ["pplx-", 48],
  ["xai-", 80],
  ["r8_", 37],
  ["tvly-", 32],
  ["nvapi-", 64],
  ["NRAK-", 27, "upper"],
  ["dt0c01.", 24, "upper"],
  ["figd_", 40],
  ["CFPAT-", 43],
  ["tskey-auth-", 30],
  ["whsec_", 32],
  ["LTAI", 20],
  ["dckr_pat_", 27],
  ["AGE-SECRET-KEY-1", 58, "upper"],
  ["re_", 32],
  ["lsv2_pt_", 40, "hex"],
  ["ATATT3", 60],
  ["EAAC", 80],
  ["oauth:", 30, "lower"],
  ["xkeysib-", 64, "hex"],
];
const keys = KEYS.flatMap(([head, length, kind]): Planted[] => {
  const [first, second] = [make(length, kind), make(length, kind)];
  return [
    text("key", first, JSON.stringify({ id: 1, note: `use ${head}${first} please` })),
    bytes(
      `key in binary: ${head}`,
      second,
      Buffer.from(`\x01\x02${head}${second}\x00\x03`, "latin1"),
    ),
  ];
});

const PEM = ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"].map(
  (label) => {
    const line = make(64, "base64");
    const pem = `-----BEGIN ${label}-----\n${line}\n${make(40, "base64")}\n-----END ${label}-----\n`;
    return text("PEM", line, JSON.stringify({ file: pem }));
  },
);

const person = "ada.lovelace@example.com";
const tokens: Planted[] = [
  text("claims", base64Url(person).slice(4, 24), makeJwt({ exp: 1_800_000_000, email: person })),
  url("claims", base64Url(person).slice(4, 24), `wss://x.test/?t=${makeJwt({ email: person })}`),
  text(
    "JWE",
    "k3SecretPart",
    `{"t":"eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..${make(16)}.k3SecretPart${make(30)}.${make(22)}"}`,
  ),
  prose(
    "claims in a reason",
    base64Url(person).slice(4, 24),
    `bad token ${makeJwt({ email: person })}`,
  ),
  bytes(
    "claims in binary",
    base64Url(person).slice(4, 24),
    Buffer.from(`\x0a${makeJwt({ email: person })}`),
  ),
];

const wire = (what: string, write: (secret: string) => string): Planted => named(what, write);
const protocols: Planted[] = [
  wire("STOMP", (s) => `CONNECT\naccept-version:1.2\nlogin:ada\npasscode:${s}\n\n\0`),
  wire("STOMP in SockJS", (s) => JSON.stringify([`CONNECT\nlogin:ada\npasscode:${s}\n\n\0`])),
  wire("WAMP ticket", (s) => `[5,"${s}",{}]`),
  wire("DDP resume", (s) =>
    JSON.stringify({ msg: "method", method: "login", params: [{ resume: s }], id: "1" }),
  ),
  wire("DDP digest", (s) =>
    JSON.stringify({
      msg: "method",
      method: "login",
      params: [{ user: { username: "a" }, password: { digest: s, algorithm: "sha-256" } }],
    }),
  ),
  wire("IRC", (s) => `PASS ${s}\r\nNICK ada\r\n`),
  wire("IRC SASL", (s) => `AUTHENTICATE ${Buffer.from(`\0ada\0${s}`).toString("base64")}`),
  wire("IRC services", (s) => `PRIVMSG NickServ :IDENTIFY ada ${s}\r\n`),
  wire("IRC oper", (s) => `OPER ada ${s}\r\n`),
  wire("Twitch", (s) => `PASS oauth:${s}${s}`),
  wire("IMAP", (s) => `a1 LOGIN ada ${s}\r\n`),
  wire("SMTP", (s) => `AUTH PLAIN ${Buffer.from(`\0a\0${s}`).toString("base64")}\r\n`),
  wire("Redis", (s) => `AUTH default ${s}\r\n`),
  wire("Redis, RESP", (s) => `*2\r\n$4\r\nAUTH\r\n$20\r\n${s}\r\n`),
  wire("NATS", (s) => `CONNECT {"user":"ada","pass":"${s}"}\r\n`),
  wire(
    "XMPP",
    (s) =>
      `<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${Buffer.from(`\0a\0${s}`).toString("base64")}</auth>`,
  ),
  wire("Socket.IO", (s) => `40{"token":"${s}"}`),
  wire("Socket.IO, namespace", (s) => `40/admin,{"key":"${s}"}`),
  wire("Socket.IO event", (s) => `42["authenticate",{"apiKey":"${s}"}]`),
  wire("Socket.IO event", (s) => `42["login","ada","${s}"]`),
  wire("graphql-ws", (s) =>
    JSON.stringify({ type: "connection_init", payload: { Authorization: `Bearer ${s}` } }),
  ),
  wire("graphql-ws", (s) =>
    JSON.stringify({
      type: "connection_init",
      payload: { headers: { "x-hasura-admin-secret": s } },
    }),
  ),
  wire("SignalR", (s) => `{"type":1,"target":"Login","arguments":[{"accessToken":"${s}"}]}\x1e`),
  wire("Phoenix", (s) => JSON.stringify(["1", "1", "room:1", "phx_join", { user_token: s }])),
  wire("Pusher", (s) =>
    JSON.stringify({
      event: "pusher:subscribe",
      data: { auth: `abc123:${s}${s}`, channel: "private-x" },
    }),
  ),
  wire("ActionCable", (s) =>
    JSON.stringify({
      command: "subscribe",
      identifier: JSON.stringify({ channel: "C", token: s }),
    }),
  ),
  wire("OpenClaw", (s) =>
    JSON.stringify({
      type: "req",
      id: "1",
      method: "connect",
      params: { auth: { token: s }, role: "operator" },
    }),
  ),
  wire("Centrifugo", (s) => JSON.stringify({ id: 1, connect: { token: s } })),
  wire("Discord", (s) => JSON.stringify({ op: 2, d: { token: s, intents: 513 } })),
  wire("Home Assistant", (s) => JSON.stringify({ type: "auth", access_token: s })),
  wire("exchange", (s) => JSON.stringify({ op: "auth", args: ["key0001x", 1_700_000_000, s] })),
  wire("exchange", (s) =>
    JSON.stringify({ op: "login", args: [{ apiKey: "k", passphrase: s, sign: "x" }] }),
  ),
  wire("Firebase", (s) => JSON.stringify({ t: "d", d: { r: 1, a: "auth", b: { cred: s } } })),
  wire("JSON-RPC", (s) => JSON.stringify({ jsonrpc: "2.0", method: "auth", params: [s], id: 1 })),
  wire("OBS", (s) => JSON.stringify({ op: 1, d: { rpcVersion: 1, authentication: `${s}${s}=` } })),
];

const latin = (given: string) => Buffer.from(given, "latin1");
const CRLF = "\r\n";
const packed = [pack, packCbor].flatMap((write, i): Planted[] => {
  const format = ["MessagePack", "CBOR"][i];
  const of = (what: string, make_: (secret: string) => unknown): Planted => {
    const secret = value();
    return bytes(`${format}, ${what}`, secret, write(make_(secret)));
  };
  return [
    of("pass", (s) => ({ user: "ada", pass: s })),
    of("password first", (s) => ({ password: s, n: 1 })),
    of("deep", (s) => [1, { a: { token: s } }]),
    of("list", (s) => ({ tokens: ["a", s] })),
    of("bytes", (s) => ({ secret: new Uint8Array(Buffer.from(s)) })),
    of("pair", (s) => [["Authorization", s]]),
    of("name and value", (s) => ({ name: "x-api-key", value: s })),
    of("WAMP ticket", (s) => [5, s, {}]),
    of("key with a shape", (s) => ({ note: `ghp_${s}` })),
    of("JSON within", (s) => ({ data: `{"password":"${s}"}` })),
    bytes(`${format}, number`, "\x1d\x34\x56\x78", write({ pin: 0x1d_34_56_78 })),
  ];
});
const binary: Planted[] = [
  ...packed,
  ...[4, 5].flatMap((level): Planted[] => {
    const [first, second] = [value(), value()];
    return [
      bytes(`MQTT ${level} password`, first, mqttConnect(level as 4 | 5, "ada", first)),
      bytes(`MQTT ${level} user`, second, mqttConnect(level as 4 | 5, second, "x1")),
    ];
  }),
  ...[
    ["gRPC-Web", (s: string) => latin(`authorization: Bearer ${s}${CRLF}x-api: 1${CRLF}`)],
    ["gRPC-Web key", (s: string) => latin(`content-type: a${CRLF}x-api-key: ${s}${CRLF}`)],
    ["JSON as UTF-8", (s: string) => latin(`{"user":"a","password":"${s}"}`)],
    ["JSON in binary", (s: string) => latin(`\x00\x00\x12\xff{"token":"${s}"}\x00`)],
    ["form", (s: string) => latin(`a=1&password=${s}`)],
    ["address", (s: string) => latin(`\x01\x20wss://x.test/?token=${s}\x00`)],
    ["connection string", (s: string) => latin(`\x01redis://:${s}@x:1\x00`)],
    ["Bearer", (s: string) => latin(`\x05Bearer ${s}\x00`)],
    ["UTF-16LE", (s: string) => Buffer.from(`{"password":"${s}"}`, "utf16le")],
    ["UTF-16BE", (s: string) => Buffer.from(`{"token":"${s}"}`, "utf16le").swap16()],
    [
      "UTF-16 in binary",
      (s: string) => Buffer.concat([latin("\x01\x02\x03"), Buffer.from(`token=${s}`, "utf16le")]),
    ],
    ["STOMP", (s: string) => latin(`CONNECT\nlogin:a\npasscode:${s}\n\n\0`)],
    ["XML", (s: string) => latin(`<password>${s}</password>`)],
  ].map(([what, write]) => {
    const secret = value();
    return bytes(what as string, secret, (write as (s: string) => Buffer)(secret));
  }),
];

const sentences: Planted[] = [
  ...[
    (s: string) => `Incorrect API key provided: ${s}`,
    (s: string) => `invalid token ${s}`,
    (s: string) => `auth failed for token=${s}`,
    (s: string) => `session ${s}${s} is gone`,
    (s: string) => `wss://x.test/?token=${s} was refused`,
    (s: string) => `Unexpected token in {"password":"${s}"}`,
    (s: string) => `bad header Authorization: Bearer ${s}`,
    (s: string) => `at connect (https://x.test/app.js?key=${s}:1:2)`,
    (s: string) => `connect ECONNREFUSED postgres://ada:${s}@db:5432`,
    (s: string) => `${s}${s}`,
  ].map((write) => {
    const secret = value();
    return prose("sentence", secret, write(secret));
  }),
  prose("sentence", "hunter2x", "password hunter2x is wrong"),
  prose("sentence", "hunter2x", "the password is hunter2x"),
  text("chat", "hunter2x", '{"text":"my password is hunter2x ok"}'),
];

export const PLANTED: Planted[] = [
  ...inFields,
  ...structures,
  ...commands,
  ...sdp,
  ...connections,
  ...hooks,
  ...parameters,
  ...headers,
  ...keys,
  ...PEM,
  ...tokens,
  ...protocols,
  ...binary,
  ...sentences,
];
