import type { Tools } from './tools'

/**
 * Closes WeChat's window, which it only does after a tap. iOS ignores the command in a page's first second,
 * so it is sent twice. Resolves where the window is still open after that: the payer has to close it.
 */
export async function closeWindow(
  { bridge, browser }: Pick<Tools, 'bridge' | 'browser'>,
  signal: AbortSignal,
): Promise<void> {
  if (bridge.tell('closeWindow')) {
    await browser.pause(1000, signal)
    bridge.tell('closeWindow')
  }
}
