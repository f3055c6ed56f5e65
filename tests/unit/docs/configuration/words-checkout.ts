import type { Group } from './words'

const secrets: Group = {
  title: { zh: '密钥', en: 'Secrets' },
  variables: {
    SESSION_SECRET: {
      zh: '登录会话的密钥，每个至少 32 字节，用 `openssl rand -base64 32` 生成。用逗号分隔多个即可轮换：第一个用于签发，其余仍可验证',
      en: 'Seals the payers’ sessions; at least 32 bytes each, made with `openssl rand -base64 32`. A list with commas rotates: the first seals, all are accepted',
    },
    MERCHANT_API_KEY: {
      zh: '商户后端调用本系统接口的密钥，每个至少 16 字节，用 `openssl rand -hex 32` 生成。用逗号分隔多个即可轮换',
      en: 'The key of the shop’s calls to the merchant API; at least 16 bytes each, made with `openssl rand -hex 32`. A list with commas rotates',
    },
    METRICS_API_KEY: {
      zh: '只能读 `api/metrics` 的密钥。留空则用 `MERCHANT_API_KEY`',
      en: 'Reads `api/metrics` and nothing else. Unset, `MERCHANT_API_KEY` does',
    },
  },
}

const pages: Group = {
  title: { zh: '付款人看到的页面', en: 'What payers see' },
  variables: {
    MERCHANT_NAME: {
      zh: '收银台上显示的商户名称',
      en: 'The merchant’s name on the checkout',
    },
    MERCHANT_CONTACT: {
      zh: '请付款人联系商家时显示的联系方式：电话、`wechat:ID` 或 `https://` 链接。留空则提示付款人从收到链接的消息或店铺找商家',
      en: 'Whom payers turn to: a telephone number, `wechat:ID` or an `https://` link. Unset, payers read to go by the message or the shop that the link came from',
    },
    CATALOG_FILE: {
      zh: '菜单里固定价格商品的清单，UTF-8 的 JSON 数组 `[{item, subject, body, amount, autoPay?, picture?}]`。`amount` 以分为单位；`subject` 最多 128 字节；`picture` 是清单旁边的 png、jpg、webp 或 svg 文件，最大 300 KiB',
      en: 'The items with a fixed price for menu links: a JSON array in UTF-8, `[{item, subject, body, amount, autoPay?, picture?}]`. `amount` is in fen; `subject` has at most 128 bytes; `picture` is a png, jpg, webp or svg file beside the list, at most 300 KiB',
    },
    OPEN_AMOUNT: {
      zh: '付款人自己输入金额：`off` 关闭，或以分为单位的 `min-max`，如 `1-500000`',
      en: 'Payers type the amount: `off`, or `min-max` in fen, e.g. `1-500000`',
    },
    THEME_DIR: {
      zh: '商户自己的外观：放 `theme.css` 及其引用文件的目录，见 [外观](theme.md)。留空则用默认外观',
      en: 'The merchant’s own look: a folder with `theme.css` and what it refers to, see [theme.md](theme.md). Unset: ours',
    },
  },
}

export const checkoutWords: readonly Group[] = [secrets, pages]
