/** The page's files as text within the program, so that the built tool needs no folder beside it. */
import demo from "./page/demo.js?raw";
import faults from "./page/faults.js?raw";
import html from "./page/index.html?raw";
import link from "./page/link.js?raw";
import style from "./page/style.css?raw";

type PageFile = { type: string; body: string };

const script = (body: string): PageFile => ({ type: "text/javascript; charset=utf-8", body });

/** `refusedUrl`: an address where nothing listens, which only the server can know. */
export const readPageFiles = ({ refusedUrl }: { refusedUrl: string }) =>
  new Map<string, PageFile>([
    ["", { type: "text/html; charset=utf-8", body: html.replace("%REFUSED_URL%", refusedUrl) }],
    ["style.css", { type: "text/css; charset=utf-8", body: style }],
    ["demo.js", script(demo)],
    ["faults.js", script(faults)],
    ["link.js", script(link)],
  ]);
