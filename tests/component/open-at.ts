declare global {
  interface Window {
    /** The stand-in for a browser that these tests run in. */
    readonly happyDOM: { setURL(address: string): void }
  }
}

/** The window is at an address, as if its page had been loaded from there. */
export function openAt(address: string): void {
  window.happyDOM.setURL(address)
}
