/** Replaces terminal control codes in text from outside; line breaks stay. */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{C}\n]/gu, '?')
}
