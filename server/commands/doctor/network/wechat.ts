import type { Config } from '../../../config/config'
import { unchecked, wrong, type Finding } from '../../../config/mistakes/finding'
import { LIMITED } from '../../../wechat/errcodes'
import { createWechatOauth, type ExchangeOutcome } from '../../../wechat/oauth'

const where = '公众平台 “设置与开发” → “基本配置”'
/** A code that WeChat never issued: where AppID and secret are right, this is what it complains about. */
const madeUpCode = 'doctor'
const ofAppId = [40013, 41002]

export async function checkWechat({ wechat }: Pick<Config, 'wechat'>): Promise<Finding[]> {
  const oauth = createWechatOauth(wechat)
  try {
    return understood(await oauth.exchange(madeUpCode))
  } finally {
    await oauth.close()
  }
}

function understood(answer: ExchangeOutcome): Finding[] {
  if (answer.outcome === 'code_invalid') return []
  if (answer.outcome !== 'misconfigured') return [unreachable(answer)]
  if (answer.errcode === LIMITED) return [limited]
  const said = `WeChat answers ${String(answer.errcode)} (${answer.detail})`
  return ofAppId.includes(answer.errcode)
    ? [
        wrong(
          'wechat_app_id_wrong',
          `${said}: it does not know WECHAT_APP_ID.`,
          `Copy “开发者ID(AppID)” from ${where}.`,
        ),
      ]
    : [
        wrong(
          'wechat_app_secret_wrong',
          `${said}: WECHAT_APP_SECRET does not belong to WECHAT_APP_ID.`,
          `Copy “开发者密码(AppSecret)” from ${where}. If you no longer have it, reset it there.`,
        ),
      ]
}

const limited = wrong(
  'wechat_account_limited',
  `WeChat answers ${String(LIMITED)}: it has restricted the official account of WECHAT_APP_ID.`,
  'Sign in at 公众平台: it shows the reason and how to appeal.',
)

function unreachable(answer: ExchangeOutcome): Finding {
  const detail = 'detail' in answer ? answer.detail : answer.outcome
  return unchecked(
    'wechat_unreachable',
    `WeChat (WECHAT_API_URL) gave no usable answer (${detail}), so AppID and AppSecret could not be checked.`,
    'Make sure that this server can reach api.weixin.qq.com, and try again.',
  )
}
