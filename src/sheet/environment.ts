import type { Environment } from '@/payment/states'

interface Phone {
  readonly userAgent: string
  /** `__wxjs_environment`: iOS mini programs may say it nowhere else. */
  readonly frame: unknown
}

const phone = /Android|iPhone|iPad|iPod|HarmonyOS|\bMobile\b/i
const desktop = /WindowsWechat|MacWechat|UnifiedPC|Windows NT|Macintosh/i

/**
 * Says which WeChat this is. The order matters: WeCom and desktop WeChat call themselves MicroMessenger
 * too. Never by version: HarmonyOS counts its own from 1.0, desktops froze theirs.
 */
export function environmentOf({ userAgent, frame }: Phone): Environment {
  if (/miniProgram/i.test(userAgent) || frame === 'miniprogram') return 'mini_program'
  if (/wxwork/i.test(userAgent)) return 'wecom'
  if (!/MicroMessenger/i.test(userAgent)) return phone.test(userAgent) ? 'phone' : 'browser'
  return desktop.test(userAgent) ? 'desktop' : 'wechat'
}
