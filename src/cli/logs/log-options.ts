/** The options of each command that lays servers' logs beside sessions. */
export const LOG_OPTIONS = {
  log: {
    type: "string",
    multiple: true,
    value: "LOG",
    help: "the log of a server or proxy on the way, packed with gzip or not, of any size: nginx, HAProxy, Envoy, Traefik, Caddy, Apache, IIS, AWS ALB, CloudFront, Cloudflare, Heroku, OpenClaw, systemd's journal, an application's own lines, JSON lines, logfmt, CSV. May be given several times, from the browser inwards",
  },
  "log-format": {
    type: "string",
    multiple: true,
    value: "FORMAT",
    help: "the format of the log where its server has one of its own: nginx's log_format, HAProxy's log-format, Apache's LogFormat, Envoy's text_format; for several logs, one for each in their order",
  },
} as const;
