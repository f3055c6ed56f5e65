/**
 * Calls back when the window has changed size, or the element itself where the engine reports it (Chrome 64,
 * iOS 13.4): WeChat's text size setting does not resize the window.
 * @returns stops it
 */
export function watchSize(element: Element, listener: () => void): () => void {
  window.addEventListener('resize', listener)
  // A frame later: changing sizes within the observer's callback is reported as an error of the page.
  const observer =
    'ResizeObserver' in window ? new ResizeObserver(() => requestAnimationFrame(listener)) : null
  observer?.observe(element)
  return () => {
    window.removeEventListener('resize', listener)
    observer?.disconnect()
  }
}
