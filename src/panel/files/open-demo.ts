/** A session of the demo, which comes with the extension: for whoever has none of their own yet. */
export async function readDemo(): Promise<File> {
  const response = await fetch(new URL("/demo.har.gz", location.href));
  return new File([await response.blob()], "demo.har.gz");
}
