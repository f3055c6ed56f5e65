import type { IncomingMessage } from 'node:http'
import { header } from '../http'
import type { Desk } from './account'
import { Refusal } from './failure'
import { requestText, verify } from './signature'

const scheme = 'WECHATPAY2-SHA256-RSA2048 '
const freshFor = 300

type Authorization = Readonly<Record<string, string>>

/** The five values, in any order; none of them holds a comma. */
function readAuthorization(request: IncomingMessage): Authorization {
  const given = header(request, 'authorization')
  if (!given.startsWith(scheme)) return {}
  const pairs = given.slice(scheme.length).split(',')
  return Object.fromEntries(
    pairs.flatMap((pair) => {
      const [, name, value] = /^([a-z_]{1,20})="([^"]*)"$/.exec(pair) ?? []
      return name === undefined || value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Returns the signed text even where the signature fails: the panel shows it. */
export function textToSign(request: IncomingMessage, body: Buffer): Buffer {
  const { timestamp = '', nonce_str: nonce = '' } = readAuthorization(request)
  return requestText(
    { method: request.method ?? '', url: request.url ?? '', timestamp, nonce },
    body,
  )
}

function wrongSignature(message: string, toSign: Buffer, request: IncomingMessage): Refusal {
  const shown = toSign.toString().slice(0, 200)
  return new Refusal('SIGN_ERROR', message, {
    issue: 'sign not match',
    location: 'authorization',
    sign_information: {
      method: request.method ?? '',
      url: request.url ?? '',
      truncated_sign_message: shown,
      sign_message_length: toSign.length,
    },
  })
}

/**
 * A nonce may be repeated: the same bytes are sent to the backup address where the first did not answer.
 * @throws Refusal where WeChat Pay would refuse the request
 */
export function checkRequest(desk: Desk, request: IncomingMessage, toSign: Buffer): void {
  const { account, clock } = desk
  if (!header(request, 'accept') || !header(request, 'user-agent')) {
    throw new Refusal('PARAM_ERROR', 'Http头缺少Accept或User-Agent')
  }
  const authorization = readAuthorization(request)
  const { mchid, nonce_str: nonce = '', timestamp = '', serial_no: serial = '' } = authorization
  const refuse = (message: string) => wrongSignature(message, toSign, request)
  if (Object.keys(authorization).length !== 5) throw refuse('Http头Authorization值格式错误')
  if (mchid !== account.mchid) throw new Refusal('MCH_NOT_EXISTS')
  if (serial.toUpperCase() !== account.serial) throw refuse('商户证书序列号有误')
  const age = Math.abs(Math.floor(clock.now() / 1000) - Number(timestamp))
  if (!/^\d{10}$/.test(timestamp) || age > freshFor)
    throw refuse('Http头Authorization中的timestamp已过期')
  if (!/^[A-Za-z0-9]{1,32}$/.test(nonce)) throw refuse('nonce_str格式不正确')
  if (!verify(toSign, authorization['signature'] ?? '', account.merchant.publicKey)) {
    throw refuse('签名错误，请检查后再试')
  }
}
