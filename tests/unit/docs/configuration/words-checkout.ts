import type { Group } from './words'

const secrets: Group = {
  title: { zh: '密钥', en: 'Secrets' },
  variables: {
    SESSION_SECRET: {
      zh: '登录会话的密钥，每个至少 32 字节，用 `openssl rand -base64 32` 生成。用逗号分隔多个即可轮换：第一个用于签发，其余仍可验证',
      en: 'Encrypts the payers’ sessions. At least 32 bytes each; generate it with `openssl rand -base64 32`. To rotate, separate several with commas: the first encrypts, all are accepted',
    },
    MERCHANT_API_KEY: {
      zh: '商户后端调用本系统接口的密钥，每个至少 16 字节，用 `openssl rand -hex 32` 生成。用逗号分隔多个即可轮换。加上 `read:`、`order:` 或 `refund:` 就只给[一部分权限](orders.md#密钥的权限)',
      en: 'The API key with which the shop calls the merchant API. At least 16 bytes each; generate it with `openssl rand -hex 32`. To rotate, separate several with commas. The prefix `read:`, `order:` or `refund:` [limits what a key may do](orders.md#what-a-key-may-do)',
    },
    METRICS_API_KEY: {
      zh: '只能读 `api/metrics` 的密钥。留空则用 `MERCHANT_API_KEY`',
      en: 'A key that can only read `api/metrics`. Unset: `MERCHANT_API_KEY` is used',
    },
  },
}

const notifications: Group = {
  title: { zh: '通知商户后端', en: 'Notifications to the shop' },
  variables: {
    NOTIFY_URL: {
      zh: '订单有变化时通知商户后端的地址，用于下单时没有带 `notifyUrl` 的订单。必须是 https；http 只能用于回环地址。留空则这些订单不发通知',
      en: 'Where notifications are sent for orders without their own `notifyUrl`. It must be https; http is allowed for loopback addresses only. Unset: no notifications for these orders',
    },
    NOTIFY_SECRET: {
      zh: '通知的签名密钥：`whsec_` 加 24 到 64 字节的 Base64，用 `echo "whsec_$(openssl rand -base64 32)"` 生成。用逗号分隔多个即可轮换，每个都会签名。设了 `NOTIFY_URL` 就必填；留空则不发任何通知',
      en: 'The key that signs notifications: `whsec_` and the Base64 of 24 to 64 bytes; generate it with `echo "whsec_$(openssl rand -base64 32)"`. To rotate, separate several with commas; each one signs. Required with `NOTIFY_URL`. Unset: no notifications are sent',
    },
    NOTIFY_ALLOW_PRIVATE: {
      zh: '允许通知发往的内网 IP 或网段，如 `10.1.0.0/16`，用逗号分隔。留空则不向内网、回环和云服务器元数据地址发通知',
      en: 'Private IP addresses and networks to which notifications may be sent, e.g. `10.1.0.0/16`, separated by commas. Unset: none are sent to private, loopback or cloud metadata addresses',
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
      en: 'How payers can contact the merchant: a telephone number, `wechat:ID` or an `https://` link. Unset: payers are told to ask where they got the link (the message or the shop)',
    },
    CATALOG_FILE: {
      zh: '菜单里固定价格商品的清单，UTF-8 的 JSON 数组 `[{item, subject, body, amount, autoPay?, picture?}]`。`amount` 以分为单位；`subject` 最多 128 字节；`picture` 是清单旁边的 png、jpg、webp 或 svg 文件，最大 300 KiB',
      en: 'The items with a fixed price, for menu links: a JSON array in UTF-8, `[{item, subject, body, amount, autoPay?, picture?}]`. `amount` is in fen; `subject` has at most 128 bytes; `picture` is a png, jpg, webp or svg file in the same folder, at most 300 KiB',
    },
    OPEN_AMOUNT: {
      zh: '付款人自己输入金额：`off` 关闭，或以分为单位的 `min-max`，如 `1-500000`',
      en: 'Whether payers can type an amount: `off`, or the limits `min-max` in fen, e.g. `1-500000`',
    },
    THEME_DIR: {
      zh: '商户自己的外观：放 `theme.css` 及其引用文件的目录，见 [外观](theme.md)。留空则用默认外观',
      en: 'The merchant’s own design: a folder with `theme.css` and the files that it uses, see [theme.md](theme.md). Unset: the default design',
    },
  },
}

export const checkoutWords: readonly Group[] = [secrets, notifications, pages]
