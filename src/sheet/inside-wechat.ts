import type { Environment } from '@/payment/arriving-states'
import { clientOf } from '../../server/wechat/user-agent'

interface Phone {
  readonly userAgent: string
  /** `__wxjs_environment`: iOS mini programs may say it nowhere else. */
  readonly frame: unknown
}

/** Which WeChat this is; the backend decides the same by the user agent alone. */
export function environmentOf({ userAgent, frame }: Phone): Environment {
  return frame === 'miniprogram' ? 'mini_program' : clientOf(userAgent)
}
