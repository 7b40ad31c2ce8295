import { build, type Plugin } from "vite";

const ID = "virtual:page-recorder";

/** The recorder of a page under test as a text that Playwright puts into pages, made of `entry`. */
export const pageRecorder = (entry: string): Plugin => ({
  name: "stormglass:page-recorder",
  resolveId: (id) => (id === ID ? `\0${ID}` : null),
  async load(id) {
    if (id !== `\0${ID}`) return null;
    const made = await build({
      configFile: false,
      logLevel: "warn",
      build: {
        write: false,
        target: "es2022",
        lib: { entry, formats: ["iife"], name: "stormglassRecorder" },
      },
    });
    const [output] = [made].flat();
    const chunk = output && "output" in output ? output.output[0] : undefined;
    if (!chunk) throw new Error("the page's recorder was not built");
    return `export default ${JSON.stringify(chunk.code)};`;
  },
});
