/**
 * Calls back when the window has changed, and where the engine tells of it (Chrome 64, iOS 13.4) when the
 * element has: WeChat's setting of the letters says nothing to the window.
 * @returns how to stop it
 */
export function watchSize(element: Element, listener: () => void): () => void {
  window.addEventListener('resize', listener)
  // a frame later: what changes sizes within the observer's own turn is reported as an error of the page
  const observer =
    'ResizeObserver' in window ? new ResizeObserver(() => requestAnimationFrame(listener)) : null
  observer?.observe(element)
  return () => {
    window.removeEventListener('resize', listener)
    observer?.disconnect()
  }
}
