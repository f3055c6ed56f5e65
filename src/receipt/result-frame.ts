/** WeChat's page with a payment's result, and the only window that this page ever speaks to. */
const wechat = 'https://payapp.weixin.qq.com'

export type DisplayStyle = 'SHOW_CUSTOM_PAGE' | 'SHOW_OFFICIAL_PAGE'

/** What WeChat lets a page do that it frames below a payment's result (点金计划). */
export interface ResultFrame {
  /** Whether this page or WeChat's own is shown. WeChat takes its own where it hears nothing for 3 s. */
  ready(displayStyle: DisplayStyle): void
  /** Opens an address in place of the result page, as a page of its own. */
  jumpOut(url: string): void
}

/**
 * A door to the window around the page.
 * @returns null where the page stands by itself
 */
export function findFrame(page: Window): ResultFrame | null {
  const { parent } = page
  if (parent === page) return null
  const tell = (message: object) => parent.postMessage(JSON.stringify(message), wechat)
  return {
    ready: (displayStyle) => tell({ action: 'onIframeReady', displayStyle }),
    jumpOut: (jumpOutUrl) => tell({ action: 'jumpOut', jumpOutUrl }),
  }
}
