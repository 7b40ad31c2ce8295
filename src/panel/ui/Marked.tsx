/** A text in which what was searched for is marked. */
export function Marked({ text, searched }: { text: string; searched: string }) {
  if (searched === "") return <>{text}</>;
  const parts = split(text, searched.toLowerCase());
  return (
    <>
      {parts.map((part, i) =>
        // Every second part is one that was searched for.
        i % 2 === 0 ? part : <mark key={String(i)}>{part}</mark>,
      )}
    </>
  );
}

function split(text: string, wanted: string): string[] {
  const lower = text.toLowerCase();
  const parts: string[] = [];
  let from = 0;
  // A few characters change their length in small letters; then the marks would stand elsewhere.
  if (lower.length !== text.length) return [text];
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
