/** HAR files as tools write them, with secrets wherever such a file can hold one. */

export const SECRETS = {
  token: "q7Zk2mXv9LtB4sRw8NcY1pHd",
  bearer: "mF9zT2kLq8Wv5Xc7Rb3NpYd6",
  cookie: "s3ss10nWx8Kp2Lm5Qz",
  password: "correct-horse-7731",
  github: "ghp_Ab3dE6gH9jK2mN5pQ8sT1vW4xY7zB0cD3eF6",
  userInfo: "hunter2batterystaple",
};
const { token, bearer, cookie, password, github, userInfo } = SECRETS;
const base64 = (text: string) => Buffer.from(text).toString("base64");

const request = {
  method: "POST",
  url: `https://ann:${userInfo}@example.test/login?access_token=${token}&page=3`,
  httpVersion: "HTTP/1.1",
  headers: [
    { name: "Host", value: "example.test" },
    { name: "Authorization", value: `Bearer ${bearer}` },
    { name: "Cookie", value: `sid=${cookie}` },
  ],
  queryString: [
    { name: "access_token", value: token },
    { name: "page", value: "3" },
  ],
  cookies: [{ name: "sid", value: cookie, path: "/", httpOnly: true }],
  postData: {
    mimeType: "application/x-www-form-urlencoded",
    text: `user=ann&password=${password}`,
    params: [
      { name: "user", value: "ann" },
      { name: "password", value: password },
    ],
  },
  headersSize: -1,
  bodySize: 40,
};

const response = {
  status: 200,
  statusText: "OK",
  httpVersion: "HTTP/1.1",
  headers: [{ name: "Set-Cookie", value: `sid=${cookie}; Path=/` }],
  cookies: [{ name: "sid", value: cookie }],
  content: { size: 60, mimeType: "application/json", text: `{"ok":true,"apiKey":"${github}"}` },
  redirectURL: `https://example.test/home?access_token=${token}`,
  headersSize: -1,
  bodySize: 60,
};

const entry = {
  pageref: "page_1",
  startedDateTime: "2026-11-20T12:00:00.000Z",
  time: 50.5,
  request,
  response,
  cache: {},
  timings: { send: 0, wait: 50, receive: 0.5 },
};

const socket = (messages: object[]) => ({
  ...entry,
  _resourceType: "websocket",
  request: { ...request, method: "GET", url: `wss://example.test/ws?access_token=${token}` },
  response: { ...response, status: 101, content: { size: 0, mimeType: "x-unknown" } },
  _webSocketMessages: messages,
});

const log = (name: string, entries: object[], more: object = {}) =>
  JSON.stringify(
    {
      log: {
        version: "1.2",
        creator: { name, version: "1" },
        pages: [
          {
            id: "page_1",
            startedDateTime: "2026-11-20T12:00:00.000Z",
            title: `https://example.test/?access_token=${token}`,
            pageTimings: {},
          },
        ],
        entries,
        ...more,
      },
    },
    null,
    2,
  );

const login = JSON.stringify({ type: "login", password });

export const HARS = {
  "Chrome, sanitized by itself": log("WebInspector", [
    {
      _initiator: {
        type: "script",
        stack: {
          callFrames: [
            { functionName: "go", url: `https://example.test/app.js?access_token=${token}` },
          ],
        },
      },
      ...socket([
        { type: "send", time: 1795176000.1, opcode: 1, data: login },
        { type: "receive", time: 1795176000.2, opcode: 2, data: base64(login) },
        {
          type: "error",
          time: 1795176000.3,
          opcode: -1,
          data: `Error during WebSocket handshake: token ${github} was refused`,
        },
      ]),
    },
  ]),
  Firefox: log("Firefox", [entry], { comment: `made with ${github}` }),
  Playwright: log("Playwright", [
    { ...socket([{ type: "send", time: 1795176000100, opcode: 1, data: login }]) },
    {
      ...entry,
      response: {
        ...response,
        _failureText: `net::ERR_FAILED at https://example.test/?access_token=${token}`,
        content: {
          size: 60,
          mimeType: "application/json",
          encoding: "base64",
          text: base64(response.content.text),
        },
      },
    },
  ]),
  "HTTP Toolkit": log("HTTP Toolkit", [
    {
      ...socket([{ type: "receive", time: 1795176000.1, opcode: 1, data: login }]),
      _webSocketClose: { code: 4001, reason: `token ${github} expired`, timestamp: 12.5 },
    },
  ]),
  mitmproxy: log("mitmproxy", [
    socket([
      { type: "receive", time: 1795176000.1, opcode: 2, data: base64(`${login}\u0000\u0001`) },
    ]),
  ]),
  "a tool of its own": log("other", [{ ...entry, _extra: { deep: [{ password, n: 1 }] } }], {
    _env: [{ name: "password", value: password }],
  }),
};
