/** Format checks of WeChat Pay's variables. Messages never contain a value. */
import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { problem } from './variables/problem'

/** A merchant's number is digits. */
export function checkedMchId(name: string, value: string): string {
  if (/^\d{8,10}$/.test(value)) return value
  throw problem(name, 'is not a merchant number: 8 to 10 digits, from WeChat Pay’s console.')
}

/** @returns in upper case */
export function checkedSerial(name: string, value: string): string {
  if (/^[0-9a-fA-F]{40}$/.test(value)) return value.toUpperCase()
  throw problem(name, 'is not a serial: 40 hex digits, shown with the API certificate.')
}

/** @returns its 32 bytes */
export function checkedApiV3Key(name: string, value: string): Buffer {
  const bytes = Buffer.from(value)
  if (bytes.length === 32) return bytes
  throw problem(name, 'is not an APIv3 key: exactly 32 bytes, set in WeChat Pay’s console.')
}

export function checkedPublicKeyId(name: string, value: string): string {
  if (/^PUB_KEY_ID_[0-9A-Za-z]{10,80}$/.test(value)) return value
  throw problem(name, 'is not the id of a WeChat Pay public key: PUB_KEY_ID_….')
}

/** WeChat Pay's keys have 2048 bits. */
export function checkedKeySize(name: string, key: KeyObject): KeyObject {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
  if (key.asymmetricKeyType === 'rsa' && bits >= 2048) return key
  throw problem(name, 'is not an RSA key with at least 2048 bits: WeChat Pay requires one.')
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** @returns each certificate's PEM; environments limited to single lines write line ends as \n */
export function checkedCertificates(name: string, value: string): string[] {
  const text = value.replaceAll('\\n', '\n')
  const pems = text.match(PEM) ?? []
  const left = text.replaceAll(PEM, '').trim()
  if (pems.length > 0 && left === '' && pems.every((pem) => certificateOf(pem))) return pems
  throw problem(name, 'is not a list of PEM certificates. Leave it empty to have them downloaded.')
}

/** If the merchant's certificate is given, the serial and the key must be its own. */
export function checkedPair(
  names: { readonly serial: string; readonly certificate: string; readonly privateKey: string },
  pair: { readonly serial: string; readonly certificate: string; readonly privateKey: KeyObject },
): void {
  const certificate = certificateOf(pair.certificate)
  if (!certificate) throw problem(names.certificate, 'is not a certificate in PEM.')
  if (certificate.serialNumber.toUpperCase() !== pair.serial.toUpperCase()) {
    throw problem(names.serial, `is not the serial of ${names.certificate}.`)
  }
  if (!createPublicKey(pair.privateKey).equals(certificate.publicKey)) {
    throw problem(names.privateKey, `is not the key of ${names.certificate}.`)
  }
}

function certificateOf(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}
