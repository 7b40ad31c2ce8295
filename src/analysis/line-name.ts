import { cutName, type EndpointNames } from "../session/endpoint-names.ts";
import { plain } from "../words/safe-text.ts";

/** What an endpoint is called in a line with other words: nothing in it turns or hides those. */
export const lineName = (nameOf: EndpointNames, url: string): string => plain(cutName(nameOf(url)));
