/** A part of a query as it was meant, or as it stands where it is not encoded well. */
export function decodePart(part: string): string {
  if (!part.includes("%") && !part.includes("+")) return part;
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return part;
  }
}
