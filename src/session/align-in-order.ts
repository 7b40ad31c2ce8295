/**
 * Pairs two lists that stand in the same order so that the sum of the distances is smallest; what
 * has no partner within `limit` stays alone. Several sockets may be answered in one moment, and
 * the order in which they were is what tells them apart.
 */
export function alignInOrder<A, B>(
  left: A[],
  right: B[],
  distance: (a: A, b: B) => number,
  limit: number,
): [A, B][] {
  const width = right.length + 1;
  // best[i * width + j]: the least cost of pairing left[i…] with right[j…]; `limit` for each alone.
  const best = new Float64Array((left.length + 1) * width);
  const pairCost = (i: number, j: number) => {
    const d = distance(left[i] as A, right[j] as B);
    return d <= limit ? d : Number.POSITIVE_INFINITY;
  };
  for (let i = left.length; i >= 0; i--) {
    for (let j = right.length; j >= 0; j--) {
      if (i === left.length || j === right.length) {
        best[i * width + j] = (left.length - i + right.length - j) * limit;
        continue;
      }
      best[i * width + j] = Math.min(
        pairCost(i, j) + (best[(i + 1) * width + j + 1] as number),
        limit + (best[(i + 1) * width + j] as number),
        limit + (best[i * width + j + 1] as number),
      );
    }
  }
  const pairs: [A, B][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const here = best[i * width + j] as number;
    if (here === pairCost(i, j) + (best[(i + 1) * width + j + 1] as number)) {
      pairs.push([left[i++] as A, right[j++] as B]);
    } else if (here === limit + (best[(i + 1) * width + j] as number)) {
      i++;
    } else {
      j++;
    }
  }
  return pairs;
}
