import { codesFrom, type Service, signalsFrom } from "../service.ts";

/** Speech and models. */
export const SPEECH = {
  deepgram: {
    is: "service",
    signs: [{ host: /(?:^|\.)deepgram\.com$/ }],
    codes: codesFrom("deepgram/deepgram-docs:fern/asyncapi.yml", [
      [1003, "MESSAGE-0000", "Unsupported WebSocket message type", "after-fix"],
      [1008, "DATA-0000", "Payload cannot be decoded, or not a known command", "after-fix"],
      [1009, "BIG-0000 / BIG-0001", "Message or text too large", "after-fix"],
      [
        1011,
        "NET-0000",
        "The service made nothing of what it got in time: audio in another format than announced, or without its header, or a fault of the service",
        "after-fix",
      ],
      [1011, "NET-0001", "No audio or message for 10 s", "after-fix", "send KeepAlive every 3-5 s"],
      [1011, "NET-0002", "Could not send", "backoff"],
      [1011, "NET-0003", "Time limit exceeded", "immediate-new-session"],
    ]),
    limits: [
      {
        name: "Deepgram",
        kind: "idle",
        seconds: 10,
        silence: "send",
        who: "fixed",
        confidence: "high",
        source: "deepgram/deepgram-docs:fern/docs/audio-keep-alive.mdx",
      },
    ],
    source: "https://developers.deepgram.com/reference",
  },
  elevenlabs: {
    is: "service",
    signs: [{ host: /(?:^|\.)elevenlabs\.io$/ }],
    codes: codesFrom("elevenlabs/elevenlabs-docs:fern/docs/pages/changelog/2025-03-31.md", [
      [
        1011,
        "Internal error",
        "TTS socket internal errors; before March 2025 these came as 1008",
        "backoff",
      ],
    ]),
    limits: [
      {
        name: "ElevenLabs",
        kind: "idle",
        seconds: 20,
        silence: "send",
        who: "server",
        change: "Ask for a longer inactivity timeout in the URL.",
        setting: "?inactivity_timeout=180",
        confidence: "high",
        source:
          "elevenlabs/elevenlabs-docs:fern/docs/pages/developer-guides/websockets.mdx; elevenlabs/elevenlabs-docs:fern/apis/api/asyncapi.yml",
      },
    ],
    source: "https://elevenlabs.io/docs",
  },
  speechmatics: {
    is: "service",
    signs: [{ host: /(?:^|\.)speechmatics\.com$/ }],
    codes: codesFrom("https://docs.speechmatics.com/speech-to-text/realtime/limits.md", [
      [
        1008,
        "Session ended by limit",
        "48 h session, 1 h without audio, or 3 min without audio and ping; an in-band error precedes it",
        "immediate-new-session",
      ],
    ]),
    limits: [
      {
        name: "Speechmatics",
        kind: "lifetime",
        seconds: 172_800,
        who: "fixed",
        confidence: "high",
        source: "https://docs.speechmatics.com/speech-to-text/realtime/limits.md",
      },
    ],
    source: "https://docs.speechmatics.com/",
  },
  soniox: {
    is: "service",
    signs: [{ host: /(?:^|\.)soniox\.com$/ }],
    limits: [
      {
        name: "Soniox",
        kind: "lifetime",
        seconds: 18_000,
        who: "fixed",
        confidence: "high",
        source: "https://soniox.com/docs/stt/rt/limits-and-quotas",
      },
    ],
    source: "https://soniox.com/docs/stt/api-reference/websocket-api",
  },
  "assemblyai-streaming-v3": {
    is: "service",
    signs: [{ host: /^streaming(?:\.[\w-]+)?\.assemblyai\.com$/ }],
    codes: [
      ...codesFrom("https://www.assemblyai.com/docs/tts/error-handling.md", [
        [
          3006,
          "Invalid parameters",
          "Connection or message parameter at fault; an Error frame precedes the close",
          "after-fix",
        ],
      ]),
      ...codesFrom(
        "https://www.assemblyai.com/docs/streaming/common-session-errors-and-closures.md",
        [
          [
            3008,
            "Session expired",
            "Maximum session duration exceeded",
            "immediate-new-session",
            "collides with IANA 3008",
          ],
        ],
      ),
    ],
    source: "https://www.assemblyai.com/docs",
  },
  "assemblyai-realtime-v2": {
    is: "service",
    signs: [{ host: /^api(?:\.[\w-]+)?\.assemblyai\.com$/ }],
    codes: codesFrom("https://assemblyai.com/docs/api-reference/real-time", [
      [4000, "Bad sample rate", "Sample rate must be a positive integer", "after-fix"],
      [4001, "Not authorized", "Bad key or token", "after-fix-auth"],
      [4002, "Insufficient funds", "Account out of funds", "never"],
      [4003, "Paid-only feature", "Free tier account", "never"],
      [4004, "Session not found", "Unknown session id", "immediate-new-session"],
      [4008, "Session expired", "Session expired", "immediate-new-session"],
      [4010, "Session closed", "Session already closed", "immediate-new-session"],
      [4029, "Rate limited", "Audio sent too fast", "backoff"],
      [4030, "Unique session violation", "Session lives on another socket", "never"],
      [4031, "Session idle", "Idle too long", "immediate-new-session"],
      [4032, "Audio too short", "Audio chunk too short", "after-fix"],
      [4033, "Audio too long", "Audio chunk too long", "after-fix"],
      [4034, "Audio too small", "Cannot transcode", "after-fix"],
      [4101, "Bad schema", "Message schema invalid", "after-fix"],
      [4102, "Too many streams", "Stream limit of the account", "backoff"],
      [4103, "Reconnected", "Session moved to another socket", "never"],
    ]),
    source: "https://www.assemblyai.com/docs",
  },
  openai: {
    is: "service",
    signs: [{ host: /^api\.openai\.com$/ }],
    decoder: "openai",
    limits: [
      {
        name: "OpenAI's Realtime API",
        kind: "lifetime",
        seconds: 3600,
        who: "fixed",
        confidence: "medium",
        source:
          "https://strandsagents.com/docs/api/python/strands.experimental.bidi.models.openai_realtime/",
      },
    ],
    source: "https://platform.openai.com/docs/guides/realtime-websocket",
  },
  "openai-realtime": {
    is: "protocol",
    signs: [
      { subprotocol: /^(?:realtime|openai-insecure-api-key\..*)$/ },
      { message: /^\{"type":"(?:session\.(?:created|update)|response\.create)"/ },
    ],
    decoder: "openai",
    source: "https://platform.openai.com/docs/guides/realtime-websocket",
  },
  "gemini-live": {
    is: "service",
    signs: [
      { host: /^generativelanguage\.googleapis\.com$/ },
      { host: /aiplatform\.googleapis\.com$/, path: /BidiGenerateContent$/ },
    ],
    signals: signalsFrom(
      "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/live-api/start-manage-session",
      [
        [
          "goAway",
          "Connection ends soon (about 10 min lifetime); resume the session",
          "immediate-new-session",
        ],
      ],
    ),
    limits: [
      {
        name: "Google's Gemini Live API",
        kind: "lifetime",
        seconds: 600,
        who: "fixed",
        confidence: "high",
        source:
          "https://docs.cloud.google.com/vertex-ai/generative-ai/docs/live-api/start-manage-session",
      },
    ],
    source: "https://ai.google.dev/api/live",
  },
} as const satisfies Record<string, Service>;
