import type { Group } from './words'

const wechat: Group = {
  title: { zh: '公众号', en: 'The official account' },
  variables: {
    WECHAT_APP_ID: {
      zh: '公众号的 AppID，`wx…`。要用已认证的服务号，并把 `PUBLIC_URL` 的域名设为网页授权域名',
      en: 'The official account’s AppID, `wx…`. It is a certified service account (服务号) with the host of `PUBLIC_URL` as its 网页授权域名',
    },
    WECHAT_APP_SECRET: {
      zh: '同一个公众号的 AppSecret',
      en: 'The AppSecret of the same account',
    },
    WECHAT_OAUTH_SCOPE: {
      zh: '`snsapi_base`：静默授权，只拿 openid，付款足够。`snsapi_userinfo` 会弹出授权页，还可能进入快照页',
      en: '`snsapi_base` is silent and enough to pay. `snsapi_userinfo` asks the payer and can end in a snapshot page',
    },
    WECHAT_OPEN_URL: {
      zh: '微信网页授权的地址。一般不用改；http 只能用于回环地址',
      en: 'Where WeChat’s authorisation page is. Leave it as it is; plain http is for loopback addresses',
    },
    WECHAT_API_URL: {
      zh: '微信接口的地址。一般不用改；http 只能用于回环地址',
      en: 'Where WeChat’s API is. Leave it as it is; plain http is for loopback addresses',
    },
  },
}

const paymax: Group = {
  title: { zh: 'Paymax', en: 'Paymax' },
  variables: {
    PAYMAX_BASE_URL: {
      zh: 'Paymax 接口的地址。一般不用改；http 只能用于回环地址',
      en: 'Where Paymax’s API is. Leave it as it is; plain http is for loopback addresses',
    },
    PAYMAX_SECRET_KEY: {
      zh: 'Paymax 后台的 Secret Key',
      en: 'The secret key, from Paymax’s console',
    },
    PAYMAX_APP: {
      zh: 'Paymax 后台的应用 Key，`app_…`',
      en: 'The app key, from Paymax’s console, `app_…`',
    },
    PAYMAX_PRIVATE_KEY: {
      zh: '商户自己的 RSA 私钥，对应的公钥上传到 Paymax 后台。1024 位以上；PEM（换行写成 `\\n`）或裸 Base64，PKCS#1、PKCS#8 都可以',
      en: 'Your own RSA private key, whose public half is uploaded to Paymax. 1024 bits or more, as PEM (line ends as `\\n`) or bare Base64, PKCS#1 or PKCS#8',
    },
    PAYMAX_PRIVATE_KEY_FILE: {
      zh: '上面那把私钥的文件路径，权限设为 0600。与 `PAYMAX_PRIVATE_KEY` 二选一',
      en: 'The path of that key’s file instead, with mode 0600. Set this or `PAYMAX_PRIVATE_KEY`, never both',
    },
    PAYMAX_PUBLIC_KEY: {
      zh: 'Paymax 的公钥，从 Paymax 后台复制，用来验签。不是您自己那对密钥的公钥',
      en: 'Paymax’s own public key, copied from its console, against which its answers are verified. It is not the public half of your own key',
    },
    PAYMAX_PUBLIC_KEY_FILE: {
      zh: 'Paymax 公钥的文件路径。与 `PAYMAX_PUBLIC_KEY` 二选一',
      en: 'The path of that key’s file instead. Set this or `PAYMAX_PUBLIC_KEY`, never both',
    },
    CLIENT_IP_FALLBACK: {
      zh: '付款人用 IPv6 时，代替填入 `client_ip` 的 IPv4 地址：Paymax 只校验 IPv4',
      en: 'The IPv4 address that is sent as `client_ip` for a payer on IPv6: Paymax knows IPv4 only',
    },
  },
}

export const gatewayWords: readonly Group[] = [wechat, paymax]
