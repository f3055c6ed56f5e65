import type { Tools } from './outside'

/**
 * Closes WeChat's window, which it does only when a tap asks for it. iOS is deaf to it in a page's first
 * second, so it is asked twice.
 * Resolves where the window is still there after that: the payer has to close it by hand.
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
