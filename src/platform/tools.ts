import { createBridgeDoor, type BridgeDoor } from './bridge'
import { createBrowser, type Browser } from './browser'
import type { Http } from './http'
import { createStorage, type Storage } from './storage'

/** All access to the outside: network, storage, bridge, clock. Effects are given it, and tests replace it. */
export interface Tools {
  readonly http: Http
  readonly storage: Storage
  /** What this phone stores beyond the window, such as the chosen language. */
  readonly preferences: Storage
  readonly browser: Browser
  readonly bridge: BridgeDoor
}

/**
 * The tools of a real window.
 * @param openHttp creates the HTTP client: the app's, or the bare one of the inlined page
 */
export function createTools(page: Window, openHttp: (directory: string) => Http): Tools {
  const browser = createBrowser(page)
  return {
    browser,
    http: openHttp(browser.directory),
    storage: createStorage(() => page.sessionStorage),
    preferences: createStorage(() => page.localStorage),
    bridge: createBridgeDoor(page),
  }
}
