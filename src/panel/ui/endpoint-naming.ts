import { signal } from "@preact/signals";
import { createEndpointNames, type EndpointNames } from "../../session/endpoint-names.ts";

/** What the endpoints of the shown session are called: a window shows one. */
export const endpointNaming = signal<EndpointNames>(createEndpointNames([]));
