/** What lasts at one time does not share an endpoint: so those that would are found by the endpoint. */
export type Span = { begin: number; until: number };
type Holder = Span & { urls: ReadonlySet<string> };

export function createAtEndpoints<One extends Holder>() {
  const byUrl = new Map<string, One[]>();
  return {
    /** In order of time. */
    put(url: string, one: One): void {
      const row = byUrl.get(url);
      if (row) row.push(one);
      else byUrl.set(url, [one]);
    },
    remove(one: One): void {
      for (const url of one.urls) {
        const row = byUrl.get(url);
        const i = row?.lastIndexOf(one) ?? -1;
        if (i >= 0) row?.splice(i, 1);
      }
    },
    /** Those that are at one of the endpoints at any time of the span. */
    meeting(urls: Iterable<string>, { begin, until }: Span): Set<One> {
      const met = new Set<One>();
      for (const url of urls) {
        const row = byUrl.get(url) ?? [];
        for (let i = row.length - 1; i >= 0; i--) {
          const one = row[i] as One;
          if (one.until < begin) break;
          if (one.begin < until && begin < one.until) met.add(one);
        }
      }
      return met;
    },
  };
}
