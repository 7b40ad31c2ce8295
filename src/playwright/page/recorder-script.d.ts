/** The recorder as text, to be put into pages: the build makes it of `recorder.iife.ts`. */
declare module "virtual:page-recorder" {
  const text: string;
  export default text;
}
