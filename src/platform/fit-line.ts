/**
 * Shrinks a line with an amount so that it fits. In relative units, never in pixels: WeChat enlarges whatever
 * size a style sets.
 */
export function fitLine(line: HTMLElement): void {
  line.style.fontSize = ''
  const part = line.clientWidth / line.scrollWidth
  if (part < 1) line.style.fontSize = `calc(var(--type-amount) * ${part})`
}
