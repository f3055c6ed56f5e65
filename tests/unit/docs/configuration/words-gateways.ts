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

const choice: Group = {
  title: { zh: '支付通道', en: 'The gateway' },
  variables: {
    GATEWAY: {
      zh: '新的支付单在哪里下单：`paymax`，或 `wechatpay`（微信支付 API v3）。每个通道的变量要么全填，要么全不填；填了但没有选用的通道，继续处理之前在它那里下的单，见[迁移](moving-to-wechatpay.md)',
      en: 'Where new charges are made: `paymax`, or `wechatpay` (API v3 of WeChat Pay). Of each gateway all variables are set or none; one that is set and not chosen goes on serving what was begun there, see [moving](moving-to-wechatpay.md)',
    },
  },
}

const file = (zh: string, name: string) => ({
  zh: `${zh}的文件路径。与 \`${name}\` 二选一`,
  en: `The path of its file instead. Set this or \`${name}\`, never both`,
})

const wechatpay: Group = {
  title: { zh: '微信支付（API v3）', en: 'WeChat Pay, API v3' },
  variables: {
    WECHATPAY_MCH_ID: {
      zh: '商户号（直连商户）',
      en: 'The merchant number (商户号) of a merchant with a number of their own (直连商户)',
    },
    WECHATPAY_CERTIFICATE_SERIAL: {
      zh: '商户API证书的证书序列号，40 位十六进制',
      en: 'The serial of the API certificate (证书序列号), 40 hex digits',
    },
    WECHATPAY_PRIVATE_KEY: {
      zh: '商户API证书的私钥，即 `apiclient_key.pem` 的内容，2048 位',
      en: 'The private key of the API certificate: what is in `apiclient_key.pem`, 2048 bits',
    },
    WECHATPAY_PRIVATE_KEY_FILE: file('商户私钥', 'WECHATPAY_PRIVATE_KEY'),
    WECHATPAY_CERTIFICATE: {
      zh: '可选：商户API证书，即 `apiclient_cert.pem` 的内容。填了就在启动时核对序列号和私钥是否与它配套',
      en: 'Optional: the API certificate, what is in `apiclient_cert.pem`. With it the start checks that serial and key belong to it',
    },
    WECHATPAY_CERTIFICATE_FILE: file('商户证书', 'WECHATPAY_CERTIFICATE'),
    WECHATPAY_API_V3_KEY: {
      zh: 'APIv3密钥，正好 32 字节',
      en: 'The APIv3 key (APIv3密钥), exactly 32 bytes',
    },
    WECHATPAY_PUBLIC_KEY_ID: {
      zh: '微信支付公钥的公钥ID，`PUB_KEY_ID_…`。与公钥同时填或同时不填',
      en: 'The id of the WeChat Pay public key (微信支付公钥), `PUB_KEY_ID_…`. Set both or neither',
    },
    WECHATPAY_PUBLIC_KEY: {
      zh: '微信支付公钥，PEM，用来验签',
      en: 'The WeChat Pay public key, PEM, against which its answers are verified',
    },
    WECHATPAY_PUBLIC_KEY_FILE: file('微信支付公钥', 'WECHATPAY_PUBLIC_KEY'),
    WECHATPAY_PLATFORM_CERTIFICATES: {
      zh: '老商户：微信支付平台证书，PEM，可以连续写多张。公钥和它都不填时自动下载；切换到公钥期间与公钥同时填',
      en: 'Older merchants: the platform certificates (平台证书), PEM, one after the other. With neither these nor a public key they are fetched; during a change-over set both',
    },
    WECHATPAY_PLATFORM_CERTIFICATES_FILE: file('平台证书', 'WECHATPAY_PLATFORM_CERTIFICATES'),
    WECHATPAY_BASE_URL: {
      zh: '微信支付接口的地址。一般不用改；http 只能用于回环地址',
      en: 'Where the API of WeChat Pay is. Leave it as it is; plain http is for loopback addresses',
    },
    WECHATPAY_BACKUP_URL: {
      zh: '备用地址，如 `https://api2.mch.weixin.qq.com`：连不上时改用它再发一次。留空则在原地址再发一次',
      en: 'The second entry, such as `https://api2.mch.weixin.qq.com`: asked once where the first cannot be reached. Unset, the first is asked once more',
    },
  },
}

export const gatewayWords: readonly Group[] = [wechat, choice, paymax, wechatpay]
