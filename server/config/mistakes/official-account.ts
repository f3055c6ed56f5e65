/** The format of the official account’s AppID and secret. */
import { optional } from '../variables/variables'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

const where = '公众平台 “设置与开发” → “基本配置”'

export function mistakesInOfficialAccount({ env }: ConfigInput): Finding[] {
  const [id, secret] = [optional(env, 'WECHAT_APP_ID'), optional(env, 'WECHAT_APP_SECRET')]
  return [
    ...(id === undefined ? [] : appIdForm(id)),
    ...(secret === undefined || /^[0-9A-Za-z]{32}$/.test(secret)
      ? []
      : [
          wrong(
            'app_secret_form',
            'WECHAT_APP_SECRET is not an AppSecret, which has 32 letters and digits.',
            `Copy “开发者密码(AppSecret)” from ${where}. If you no longer have it, reset it there.`,
          ),
        ]),
  ]
}

function appIdForm(id: string): Finding[] {
  const mend = `Copy “开发者ID(AppID)” from ${where}.`
  if (id.startsWith('gh_')) {
    return [
      wrong(
        'gh_id_as_app_id',
        'WECHAT_APP_ID is the account’s “原始ID” (gh_…), not its AppID.',
        mend,
      ),
    ]
  }
  if (/^wx[0-9a-f]{16}$/.test(id)) return []
  return [
    wrong('app_id_form', 'WECHAT_APP_ID is not an AppID, which is wx and 16 hex digits.', mend),
  ]
}
