/** WeChat Pay's own certificates, configured by the merchant or listed by WeChat Pay. */
import { X509Certificate, type KeyObject } from 'node:crypto'
import type { ListedCertificate } from './certificate-list'
import { openSealed } from './sealed-resource'

export interface PlatformCertificate {
  /** 40 hex digits, upper case */
  readonly serial: string
  readonly key: KeyObject
  /** Unix ms */
  readonly startsAt: number
  readonly expiresAt: number
}

/** @returns null for what is not a certificate with an RSA key */
export function readCertificate(pem: string | Buffer): PlatformCertificate | null {
  try {
    const { serialNumber, publicKey, validFrom, validTo } = new X509Certificate(pem)
    if (publicKey.asymmetricKeyType !== 'rsa') return null
    const [startsAt, expiresAt] = [Date.parse(validFrom), Date.parse(validTo)]
    if (Number.isNaN(startsAt) || Number.isNaN(expiresAt)) return null
    return { serial: serialNumber.toUpperCase(), key: publicKey, startsAt, expiresAt }
  } catch {
    return null
  }
}

/** @returns null where it does not decrypt, or its serial is not the listed one */
export function openCertificate(
  listed: ListedCertificate,
  apiV3Key: Buffer,
): PlatformCertificate | null {
  const plain = openSealed(listed.sealed, apiV3Key)
  const certificate = plain && readCertificate(plain)
  return certificate?.serial === listed.serial.toUpperCase() ? certificate : null
}
