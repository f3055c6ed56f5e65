/** WeChat Pay’s certificates and ours, by serial and date. */
import { X509Certificate } from 'node:crypto'
import { textOrFile } from '../variables/text-or-file'
import { wrong, type Finding } from './finding'
import type { ConfigInput } from './config-input'

const where = '微信支付商户平台 “账户中心” → “API安全”'

export function mistakesInCertificates({ env, config, now }: ConfigInput): Finding[] {
  const wechatpay = config?.gateways.wechatpay
  if (!wechatpay) return []
  const theirs = wechatpay.certificates.map((pem) => new X509Certificate(pem))
  const own = textOrFile(env, 'WECHATPAY_CERTIFICATE')
  const ours = own === undefined ? [] : [new X509Certificate(own.replaceAll('\\n', '\n'))]
  const serials = theirs.map(({ serialNumber }) => serialNumber.toUpperCase())
  return [
    ...(serials.includes(wechatpay.certificateSerial)
      ? [
          wrong(
            'serial_of_platform_certificate',
            'WECHATPAY_CERTIFICATE_SERIAL is the serial of WeChat Pay’s own certificate.',
            `Copy the serial (证书序列号) of your API certificate (API证书) from ${where}.`,
          ),
        ]
      : []),
    ...expired('WECHATPAY_CERTIFICATE', ours, now),
    // An expired one beside newer ones does no harm.
    ...(theirs.length > 0 && theirs.every((one) => hasEnded(one, now))
      ? expired('WECHATPAY_PLATFORM_CERTIFICATES', theirs.slice(0, 1), now)
      : []),
  ]
}

const hasEnded = ({ validTo }: X509Certificate, now: number) => Date.parse(validTo) <= now

function expired(name: string, certificates: readonly X509Certificate[], now: number): Finding[] {
  return certificates
    .filter((one) => hasEnded(one, now))
    .map((one) =>
      wrong(
        'certificate_expired',
        `${name} expired on ${one.validTo}.`,
        `Get a new certificate at ${where}, and set the variables to its values.`,
      ),
    )
}
