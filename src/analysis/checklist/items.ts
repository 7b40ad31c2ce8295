import { CLIENT_ITEMS } from "./client-items.ts";
import { CONNECTIVITY_ITEMS } from "./connectivity-items.ts";
import type { Item } from "./item.ts";
import { SERVER_ITEMS } from "./server-items.ts";

/** The nineteen questions that one asks of any WebSocket in trouble, in the order of asking. */
export const ITEMS: readonly Item[] = [...CONNECTIVITY_ITEMS, ...CLIENT_ITEMS, ...SERVER_ITEMS];
