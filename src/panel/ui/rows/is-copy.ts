/** Marked text is the browser's to copy. */
export const isCopy = ({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === "c" &&
  (ctrlKey || metaKey) &&
  !shiftKey &&
  !altKey &&
  (getSelection()?.isCollapsed ?? true);
