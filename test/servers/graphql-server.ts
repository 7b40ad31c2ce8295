import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import {
  execute,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  subscribe,
  validate,
} from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { WebSocketServer } from "ws";
import { listen } from "./listen.ts";

export type GraphqlServer = {
  /** `ws://127.0.0.1:41234/graphql` */
  url: string;
  stop(): Promise<void>;
};

const READING_EVERY_MS = 100;
/** The protocol's own default is 3 s, which nobody wants to wait for. */
const INIT_LIMIT_MS = 1_000;

async function* countUp(to: number) {
  for (let n = 1; n <= to; n++) {
    await sleep(READING_EVERY_MS);
    yield { readings: n };
  }
}

const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: "Query",
    fields: { weather: { type: GraphQLString, resolve: () => "sleet" } },
  }),
  subscription: new GraphQLObjectType({
    name: "Subscription",
    fields: {
      readings: {
        type: GraphQLInt,
        args: { to: { type: GraphQLInt } },
        subscribe: (_source, { to }: { to?: number }) => countUp(to ?? 10),
      },
    },
  }),
});

/** A real graphql-ws server; it lets nobody in whose `connection_init` says `{token: "wrong"}`. */
export async function startGraphqlServer(): Promise<GraphqlServer> {
  const server = createServer();
  const sockets = new WebSocketServer({ server, path: "/graphql" });
  useServer(
    {
      schema,
      // Ours, as GraphQL refuses a schema that another copy of it has made.
      execute,
      subscribe,
      validate,
      connectionInitWaitTimeout: INIT_LIMIT_MS,
      onConnect: ({ connectionParams }) => connectionParams?.token !== "wrong",
    },
    sockets,
  );
  const { host, port, stop } = await listen(server);
  return { url: `ws://${host}:${port}/graphql`, stop };
}
