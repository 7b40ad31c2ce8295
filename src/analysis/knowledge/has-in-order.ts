/** Whether `second` stands anywhere behind the first `first`: each is looked for once. */
export function hasInOrder(text: string, first: RegExp, second: RegExp): boolean {
  const found = first.exec(text);
  return found !== null && second.test(text.slice(found.index + found[0].length));
}
