/** WeChat's page with a payment's result, the only window that this page talks to. */
const wechat = 'https://payapp.weixin.qq.com'

export type DisplayStyle = 'SHOW_CUSTOM_PAGE' | 'SHOW_OFFICIAL_PAGE'

/** What WeChat allows a page that it frames below a payment's result (点金计划). */
export interface ResultFrame {
  /** Whether this page or WeChat's own is shown. After 3 s without an answer WeChat shows its own. */
  ready(displayStyle: DisplayStyle): void
  /** Opens an address in place of the result page, as a page of its own. */
  jumpOut(url: string): void
}

/**
 * Access to the framing window.
 * @returns null where the page is not framed
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
