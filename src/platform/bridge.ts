/** WeChat's bridge, as far as a checkout needs it. */
export interface WeixinBridge {
  invoke(method: string, params: object, callback: (answer: unknown) => void): void
  call(method: string): void
}

export interface BridgeDoor {
  /** The bridge, if WeChat has added it by now. */
  find(): WeixinBridge | null
  /** Calls back when WeChat says that the bridge is there. */
  onReady(listener: () => void, signal: AbortSignal): void
  /** Sends WeChat a command without an answer; false where it cannot even be sent. */
  tell(method: WindowMethod): boolean
}

/** WeChat's commands for its own window. */
export type WindowMethod = 'closeWindow' | 'hideOptionMenu' | 'showOptionMenu'

/** Access to `WeixinJSBridge`, which WeChat adds to the window some time after the page has loaded. */
export function createBridgeDoor(page: Window): BridgeDoor {
  function find(): WeixinBridge | null {
    const found: unknown = Reflect.get(page, 'WeixinJSBridge')
    return isBridge(found) ? found : null
  }

  return {
    find,
    onReady(listener, signal) {
      const { document } = page
      document.addEventListener('WeixinJSBridgeReady', listener)
      signal.addEventListener('abort', () =>
        document.removeEventListener('WeixinJSBridgeReady', listener),
      )
    },
    tell(method) {
      const bridge = find()
      try {
        bridge?.call(method)
        return bridge !== null
      } catch {
        // WeChat clients differ in what they let a page call; none of this is part of a payment.
        return false
      }
    },
  }
}

function isBridge(value: unknown): value is WeixinBridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    'invoke' in value &&
    typeof value.invoke === 'function'
  )
}
