import type { Group } from './words'

const wechat: Group = {
  title: { zh: '公众号', en: 'The official account' },
  variables: {
    WECHAT_APP_ID: {
      zh: '公众号的 AppID，`wx…`。要用已认证的服务号，并把 `PUBLIC_URL` 的域名设为网页授权域名',
      en: 'The AppID of the official account (公众号), `wx…`. The account must be a certified service account (服务号) with the host of `PUBLIC_URL` as its 网页授权域名',
    },
    WECHAT_APP_SECRET: {
      zh: '同一个公众号的 AppSecret',
      en: 'The AppSecret of the same account',
    },
    WECHAT_OAUTH_SCOPE: {
      zh: '`snsapi_base`：静默授权，只拿 openid，付款足够。`snsapi_userinfo` 会弹出授权页，还可能进入快照页',
      en: '`snsapi_base`: the payer sees nothing, and it is enough to pay. `snsapi_userinfo` asks the payer and can show a page snapshot (快照页)',
    },
    WECHAT_OPEN_URL: {
      zh: '微信网页授权的地址。一般不用改；http 只能用于回环地址',
      en: 'The address of WeChat’s authorisation page. Usually left as it is; http is allowed for loopback addresses only',
    },
    WECHAT_API_URL: {
      zh: '微信接口的地址。一般不用改；http 只能用于回环地址',
      en: 'The address of WeChat’s API. Usually left as it is; http is allowed for loopback addresses only',
    },
  },
}

const paymax: Group = {
  title: { zh: 'Paymax', en: 'Paymax' },
  variables: {
    PAYMAX_BASE_URL: {
      zh: 'Paymax 接口的地址。一般不用改；http 只能用于回环地址',
      en: 'The address of Paymax’s API. Usually left as it is; http is allowed for loopback addresses only',
    },
    PAYMAX_SECRET_KEY: {
      zh: 'Paymax 后台的 Secret Key',
      en: 'The Secret Key from Paymax’s console',
    },
    PAYMAX_APP: {
      zh: 'Paymax 后台的应用 Key，`app_…`',
      en: 'The app key from Paymax’s console, `app_…`',
    },
    PAYMAX_PRIVATE_KEY: {
      zh: '商户自己的 RSA 私钥，对应的公钥上传到 Paymax 后台。1024 位以上；PEM（换行写成 `\\n`）或裸 Base64，PKCS#1、PKCS#8 都可以',
      en: 'Your own RSA private key. Its public key is entered in Paymax’s console. At least 1024 bits, as PEM (line ends as `\\n`) or bare Base64, PKCS#1 or PKCS#8',
    },
    PAYMAX_PRIVATE_KEY_FILE: {
      zh: '上面那把私钥的文件路径，权限设为 0600。与 `PAYMAX_PRIVATE_KEY` 二选一',
      en: 'The path of a file with that key, with mode 0600. Set either this or `PAYMAX_PRIVATE_KEY`',
    },
    PAYMAX_PUBLIC_KEY: {
      zh: 'Paymax 的公钥，从 Paymax 后台复制，用来验签。不是您自己那对密钥的公钥',
      en: 'Paymax’s public key, copied from its console. It verifies Paymax’s signatures. It is not the public key of your own key pair',
    },
    PAYMAX_PUBLIC_KEY_FILE: {
      zh: 'Paymax 公钥的文件路径。与 `PAYMAX_PUBLIC_KEY` 二选一',
      en: 'The path of a file with that key. Set either this or `PAYMAX_PUBLIC_KEY`',
    },
    CLIENT_IP_FALLBACK: {
      zh: '付款人用 IPv6 时，代替填入 `client_ip` 的 IPv4 地址：Paymax 只校验 IPv4',
      en: 'The IPv4 address to send as `client_ip` for payers on IPv6: Paymax accepts IPv4 only',
    },
  },
}

const choice: Group = {
  title: { zh: '支付通道', en: 'The gateway' },
  variables: {
    GATEWAY: {
      zh: '新的支付单在哪里下单：`paymax`，或 `wechatpay`（微信支付 API v3）。每个通道的变量要么全填，要么全不填；填了但没有选用的通道，继续处理之前在它那里下的单，见[迁移](moving-to-wechatpay.md)',
      en: 'Where new charges are created: `paymax`, or `wechatpay` (WeChat Pay API v3). Set all variables of a gateway or none. A gateway that is configured but not chosen still handles the charges that were created there: see [moving](moving-to-wechatpay.md)',
    },
  },
}

const file = (zh: string, name: string) => ({
  zh: `${zh}的文件路径。与 \`${name}\` 二选一`,
  en: `The path of a file with it. Set either this or \`${name}\``,
})

const wechatpay: Group = {
  title: { zh: '微信支付（API v3）', en: 'WeChat Pay, API v3' },
  variables: {
    WECHATPAY_MCH_ID: {
      zh: '商户号（直连商户）',
      en: 'Your own merchant number (商户号) at WeChat Pay (直连商户)',
    },
    WECHATPAY_CERTIFICATE_SERIAL: {
      zh: '商户API证书的证书序列号，40 位十六进制',
      en: 'The serial of the API certificate (证书序列号), 40 hex digits',
    },
    WECHATPAY_PRIVATE_KEY: {
      zh: '商户API证书的私钥，即 `apiclient_key.pem` 的内容，2048 位',
      en: 'The private key of the API certificate: the content of `apiclient_key.pem`, 2048 bits',
    },
    WECHATPAY_PRIVATE_KEY_FILE: file('商户私钥', 'WECHATPAY_PRIVATE_KEY'),
    WECHATPAY_CERTIFICATE: {
      zh: '可选：商户API证书，即 `apiclient_cert.pem` 的内容。填了就在启动时核对序列号和私钥是否与它配套',
      en: 'Optional: the API certificate, the content of `apiclient_cert.pem`. If it is set, the start checks that the serial and the private key belong to it',
    },
    WECHATPAY_CERTIFICATE_FILE: file('商户证书', 'WECHATPAY_CERTIFICATE'),
    WECHATPAY_API_V3_KEY: {
      zh: 'APIv3密钥，正好 32 字节',
      en: 'The APIv3 key (APIv3密钥), exactly 32 bytes',
    },
    WECHATPAY_PUBLIC_KEY_ID: {
      zh: '微信支付公钥的公钥ID，`PUB_KEY_ID_…`。与公钥同时填或同时不填',
      en: 'The id of the WeChat Pay public key (微信支付公钥), `PUB_KEY_ID_…`. Set both the key and its id, or neither',
    },
    WECHATPAY_PUBLIC_KEY: {
      zh: '微信支付公钥，PEM，用来验签',
      en: 'The WeChat Pay public key, PEM. It verifies WeChat Pay’s signatures',
    },
    WECHATPAY_PUBLIC_KEY_FILE: file('微信支付公钥', 'WECHATPAY_PUBLIC_KEY'),
    WECHATPAY_PLATFORM_CERTIFICATES: {
      zh: '老商户：微信支付平台证书，PEM，可以连续写多张。公钥和它都不填时自动下载；切换到公钥期间与公钥同时填',
      en: 'For older merchants: WeChat Pay’s platform certificates (平台证书), PEM, one after the other. If neither they nor a public key are set, they are downloaded. While you change to the public key, set both',
    },
    WECHATPAY_PLATFORM_CERTIFICATES_FILE: file('平台证书', 'WECHATPAY_PLATFORM_CERTIFICATES'),
    WECHATPAY_BASE_URL: {
      zh: '微信支付接口的地址。一般不用改；http 只能用于回环地址',
      en: 'The address of WeChat Pay’s API. Usually left as it is; http is allowed for loopback addresses only',
    },
    WECHATPAY_BACKUP_URL: {
      zh: '备用地址，如 `https://api2.mch.weixin.qq.com`：连不上时改用它再发一次。留空则在原地址再发一次',
      en: 'The backup address, such as `https://api2.mch.weixin.qq.com`. If the first cannot be reached, the call is sent there once. Unset: it is sent to the first address once more',
    },
  },
}

export const gatewayWords: readonly Group[] = [wechat, choice, paymax, wechatpay]
