/** The list of WeChat Pay's certificates, validated once. */
import { Type } from 'typebox'
import { compileSchema } from '../../../runtime/compile-schema'
import { Sealed } from './sealed-resource'

const certificateLists = compileSchema(
  Type.Object({
    data: Type.Optional(
      Type.Union([
        Type.Null(),
        Type.Array(Type.Object({ serial_no: Type.String(), encrypt_certificate: Sealed })),
      ]),
    ),
  }),
)

export interface ListedCertificate {
  readonly serial: string
  readonly sealed: Sealed
}

/** @returns an empty list where the merchant has no certificates, as newer ones do; null for a malformed answer */
export function readCertificateList(body: unknown): ListedCertificate[] | null {
  if (!certificateLists.Check(body)) return null
  return (body.data ?? []).map((one) => ({
    serial: one.serial_no,
    sealed: one.encrypt_certificate,
  }))
}
