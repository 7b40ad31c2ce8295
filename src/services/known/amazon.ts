import { codesFrom, type Service } from "../service.ts";

/** Balancers and gateways of Amazon's. */
export const AMAZON = {
  "aws-alb": {
    is: "cloud",
    signs: [
      { header: /^server: awselb/i },
      { header: /^set-cookie: AWSALB(?:APP|CORS|TG)?/i },
      { host: /\.elb\.amazonaws\.com$/ },
    ],
    limits: [
      {
        name: "AWS Application Load Balancer",
        kind: "idle",
        seconds: 60,
        silence: "either",
        who: "proxy",
        change: "Raise the load balancer's idle timeout.",
        setting: "idle_timeout.timeout_seconds=4000",
        confidence: "high",
        source:
          "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
      },
    ],
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html",
  },
  "aws-clb": {
    is: "cloud",
    signs: [
      { header: /^server: awselb/i },
      { header: /^set-cookie: AWSELB(?:CORS)?/i },
      { host: /\.elb\.amazonaws\.com$/ },
    ],
    limits: [
      {
        name: "AWS Classic Load Balancer",
        kind: "idle",
        seconds: 60,
        silence: "either",
        who: "proxy",
        change: "Raise the load balancer's idle timeout.",
        setting: "ConnectionSettings.IdleTimeout=3600",
        confidence: "medium",
        source:
          "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html",
      },
    ],
    source:
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-sticky-sessions.html",
  },
  "aws-nlb": {
    is: "cloud",
    signs: [{ host: /\.elb\.[\w-]+\.amazonaws\.com$/ }],
    limits: [
      {
        name: "AWS Network Load Balancer",
        kind: "idle",
        seconds: 350,
        silence: "either",
        who: "proxy",
        change: "Raise the TCP listener's idle timeout; a TLS listener's cannot be changed.",
        setting: "tcp.idle_timeout.seconds=6000",
        confidence: "high",
        source:
          "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html",
      },
    ],
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html",
  },
  "aws-api-gateway": {
    is: "service",
    signs: [
      { host: /\.execute-api\.[\w-]+\.amazonaws\.com(?:\.cn)?$/ },
      { header: /^(?:apigw-requestid|x-amz-apigw-id): /i },
    ],
    codes: codesFrom(
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
      [
        [
          1009,
          "Message or frame too big",
          "Frame above 32 KB or message above 128 KB",
          "after-fix",
        ],
      ],
    ),
    sizes: [
      {
        where: "AWS API Gateway",
        bytes: 131_072,
        setting: null,
        source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
      },
    ],
    limits: [
      {
        name: "AWS API Gateway",
        kind: "idle",
        seconds: 600,
        silence: "either",
        who: "fixed",
        confidence: "high",
        source:
          "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
      },
      {
        name: "AWS API Gateway",
        kind: "lifetime",
        seconds: 7200,
        who: "fixed",
        confidence: "high",
        source:
          "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html",
      },
    ],
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
  },
} as const satisfies Record<string, Service>;
