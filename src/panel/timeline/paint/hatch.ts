/** Slanted lines: the handshake, in which nothing is sent yet. */
export function createHatch(context: CanvasRenderingContext2D, color: string, ratio: number) {
  const sizePx = 6;
  // A window that is not shown may have no pixels.
  if (sizePx * ratio < 1) return null;
  const tile = new OffscreenCanvas(sizePx * ratio, sizePx * ratio);
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.scale(ratio, ratio);
  pen.strokeStyle = color;
  pen.lineWidth = 1.5;
  for (const shift of [-sizePx, 0, sizePx]) {
    pen.moveTo(shift - 1, sizePx + 1);
    pen.lineTo(shift + sizePx + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, "repeat");
  // Patterns count device pixels' tile as CSS pixels.
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}
