/** Every kind of document that a page can make, each with code that runs as its first script. */
export const FRAMES: Record<string, (code: string) => string> = {
  "about-blank": (code) => `frame().contentWindow.eval(${JSON.stringify(code)});`,
  srcdoc: (code) => `frame().srcdoc = ${JSON.stringify(tag(code))};`,
  blob: (code) =>
    `frame().src = URL.createObjectURL(new Blob([${JSON.stringify(tag(code))}], { type: "text/html" }));`,
  data: (code) =>
    `frame().src = "data:text/html," + encodeURIComponent(${JSON.stringify(tag(code))});`,
  sandboxed: (code) =>
    `frame((f) => { f.sandbox = "allow-scripts"; f.srcdoc = ${JSON.stringify(tag(code))}; });`,
  written: (code) =>
    `{ const d = frame().contentDocument; d.open(); d.write(${JSON.stringify(tag(code))}); d.close(); }`,
  javascript: (code) =>
    `frame().src = "javascript:" + encodeURIComponent(${JSON.stringify(code)});`,
};

export const tag = (code: string): string => `<script>${code}</${"script"}>`;

/** Code that makes one frame of each kind once the page has a body. `codeFor`: by the frame's kind. */
export function makeFrames(codeFor: (kind: string) => string): string {
  const parts = Object.entries(FRAMES).map(([kind, make]) => make(codeFor(kind)));
  return `addEventListener("DOMContentLoaded", () => {
      const frame = (prepare = () => {}) => {
        const made = document.createElement("iframe");
        prepare(made);
        document.body.append(made);
        return made;
      };
      ${parts.join("\n").replaceAll("</", "<\\/")}
    });`;
}
