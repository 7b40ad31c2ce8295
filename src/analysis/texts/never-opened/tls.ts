import type { FindingText } from "../text.ts";

/** Never opened: no secure connection. */
export const TLS_TEXTS = {
  "handshake-tls": {
    title: "TLS failed with {hostPort}: {error}",
    explanation:
      "The server was reached, but no secure connection could be set up. Sockets get no warning page to click through: the certificate has to be right.",
    causes: [
      "The certificate is expired, self-signed, or made for another name.",
      "The server does not send its intermediate certificates.",
      "Something on the way inspects TLS.",
    ],
    fixes: [
      {
        role: "client",
        text: "Open https://{hostPort}/ in a tab: the browser then shows what is wrong with the certificate.",
      },
      { role: "server", text: "Install a valid certificate with its full chain for {host}." },
    ],
    variants: {
      date: {
        title: "TLS failed: the certificate of {hostPort} is expired or not yet valid",
        causes: ["The certificate has expired.", "The clock of this computer is wrong."],
        fixes: [
          {
            role: "server",
            text: "Renew the certificate, and load it: many servers read it only at their start.",
          },
          { role: "client", text: "Check this computer's date and time." },
        ],
      },
      name: {
        title: "TLS failed: the certificate of {hostPort} is for another name",
        causes: [
          "The certificate does not list {host}: browsers read the names in its subjectAltName, and not the common name.",
          "{host} points to another server than intended.",
          "The server needs SNI set up for this name.",
        ],
        fixes: [
          { role: "server", text: "Get a certificate that lists {host}." },
          { role: "client", text: "Use a host name that the certificate lists." },
        ],
      },
      authority: {
        title: "TLS failed: the browser does not trust who issued the certificate of {hostPort}",
        causes: [
          "The certificate is self-signed, as in development.",
          "The server does not send its intermediate certificates.",
          "A company proxy inspects TLS with an authority that this browser does not know.",
          "The certificate is meant for another reader than browsers, such as one of Cloudflare's Origin CA for the way between edge and server.",
        ],
        fixes: [
          {
            role: "client",
            text: "In development: open https://{hostPort}/ once and accept the certificate, or use one from a local authority.",
            setting: "mkcert {host}",
          },
          {
            role: "server",
            text: "Send the full chain.",
            settings: [{ product: "nginx", text: "ssl_certificate fullchain.pem;" }],
          },
        ],
      },
      revoked: {
        title:
          "TLS failed: the certificate of {hostPort} was revoked, or that could not be checked",
        causes: [
          "Whoever issued the certificate took it back.",
          "The service that knows of revocations was not reached.",
        ],
        fixes: [{ role: "server", text: "Get a new certificate, with a new key." }],
      },
      inspected: {
        title: "TLS failed: something between the browser and {hostPort} changes the connection",
        explanation:
          "The certificate or the version of TLS is not the server's own, as where a program on the way opens TLS: {error}",
        causes: [
          "An antivirus program or a company's proxy inspects TLS.",
          "The network redirects to a login page.",
        ],
        fixes: [
          { role: "proxy", text: "Exempt {host} from the inspection of TLS." },
          { role: "client", text: "Try another network, or without the antivirus program." },
        ],
      },
      certificate: {
        title: "TLS failed: the browser does not accept the certificate of {hostPort}",
        explanation:
          "The certificate itself breaks a rule, such as on its key, its names, its lifetime or its public log: {error}",
        causes: ["The certificate is old, home-made, or from an authority that browsers dropped."],
        fixes: [
          { role: "server", text: "Get a certificate from an authority that browsers trust." },
        ],
      },
      protocol: {
        title: "TLS failed: [{hostPort} ]does not speak TLS",
        explanation:
          "The browser began TLS and what came back was not what TLS asks for. Usually wss:// points at a port that serves plain ws://.",
        causes: [
          "wss:// is used for a plain port.",
          "A proxy in front ends TLS on another port.",
          "A filter or an antivirus program on the way opens TLS and cannot carry this connection: then it works on another computer or network.",
        ],
        fixes: [
          { role: "client", text: "Use the port that serves TLS, or ws:// in local development." },
          { role: "proxy", text: "End TLS in front of the server and forward to its plain port." },
        ],
      },
      version: {
        title: "TLS failed: {hostPort} and the browser share no TLS version or cipher",
        causes: [
          "The server offers only old TLS versions or ciphers.",
          "The server has no certificate for this name.",
        ],
        fixes: [
          {
            role: "server",
            text: "Enable TLS 1.2 and 1.3.",
            settings: [{ product: "nginx", text: "ssl_protocols TLSv1.2 TLSv1.3;" }],
          },
        ],
      },
      "client-certificate": {
        title: "TLS failed: [{hostPort} ]asks for a client certificate",
        explanation:
          "The server wants the browser to show a certificate of its own. A socket cannot ask the user to choose one.",
        causes: ["No client certificate is installed or chosen for this site."],
        fixes: [
          {
            role: "client",
            text: "Open https://{hostPort}/ once and choose the certificate; the socket then uses it.",
          },
        ],
      },
    },
  },
} as const satisfies Record<string, FindingText>;
