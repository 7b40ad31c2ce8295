import type { EndpointGroup } from "../../analysis/series/endpoint-groups.ts";
import { countOf } from "../../words/words.ts";
import type { Counted } from "../filter/filter-model.ts";
import { Endpoint } from "../ui/Endpoint.tsx";

type Props = {
  counted: Counted;
  /** Those that the filter leaves. */
  groups: readonly EndpointGroup[];
  onShow(groupId: string, connectionIds: readonly string[]): void;
};

/** What the filter leaves of all messages, and where they are, while nothing is selected. */
export function CountedMessages({ counted, groups, onShow }: Props) {
  const { count, byConnection, isRunning, problem } = counted;
  const found = groups.flatMap(({ id, endpoint, connections }) => {
    const ids = connections.flatMap((connection) =>
      byConnection.has(connection.id) ? [connection.id] : [],
    );
    const inGroup = ids.reduce((sum, one) => sum + (byConnection.get(one) ?? 0), 0);
    return ids.length > 0 ? [{ id, endpoint, ids, inGroup }] : [];
  });
  if (problem !== null) return <p class="note tone-error">{problem}</p>;
  return (
    <section class="counted" aria-label="Messages that the filter leaves">
      <h2 class="section-title">
        {isRunning
          ? `${countOf(count, "message")} so far: looking through all connections…`
          : `The filter leaves ${count === 0 ? "no message" : countOf(count, "message")}`}
      </h2>
      <ul>
        {found.map(({ id, endpoint, ids, inGroup }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => onShow(id, ids)}>
              Show {countOf(inGroup, "message")} in {countOf(ids.length, "connection")}
            </button>{" "}
            <span class="quiet">
              <Endpoint endpoint={endpoint} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
