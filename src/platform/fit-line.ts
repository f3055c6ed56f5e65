/**
 * Shrinks a line of money so that it fits where it stands. As a part of its own size and never in pixels:
 * WeChat enlarges whatever size a style asks for.
 */
export function fitLine(line: HTMLElement): void {
  line.style.fontSize = ''
  const part = line.clientWidth / line.scrollWidth
  if (part < 1) line.style.fontSize = `calc(var(--type-amount) * ${part})`
}
