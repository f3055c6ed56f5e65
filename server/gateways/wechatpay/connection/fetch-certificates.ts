/**
 * Fetches the list of WeChat Pay's certificates. The certificate that signs the list is inside it: the list
 * is opened first, then verified with what it contains.
 */
import { readCertificateList } from './certificate-list'
import { parseJson } from '../../../runtime/parse-json'
import { openCertificate } from './platform-certificate'
import type { Fetched } from './platform-keys'
import { exchange, notAnswered, type Connection, type Response } from './transport'
import { verifySigned } from './verification'

const certificatesPath = '/v3/certificates'

const MAX_BYTES = 256 * 1024

/**
 * @param line its `keyOf` may know the public key, which signs the list where the merchant has one; it must
 *   not fetch the list itself
 */
export async function fetchCertificates(
  connection: Connection,
  apiV3Key: Buffer,
  signal: AbortSignal,
): Promise<Fetched> {
  const came = await exchange(
    connection,
    { method: 'GET', path: certificatesPath, signal },
    MAX_BYTES,
  )
  if (came.kind !== 'response') return { kind: 'failed', code: came.failure.code }
  if (came.status !== 200) return refused(connection, came)
  const listed = readCertificateList(parseJson(came.bytes))
  if (listed === null) return { kind: 'failed', code: 'unreadable_answer' }
  const opened = listed.map((one) => openCertificate(one, apiV3Key))
  const certificates = opened.filter((one) => one !== null)
  if (certificates.length < listed.length) return { kind: 'failed', code: 'unopened' }
  // An empty list has nothing to verify.
  if (certificates.length === 0) return { kind: 'none' }
  const bySerial = new Map(certificates.map((one) => [one.serial, one.key]))
  const verdict = await verifySigned(came.headers, came.bytes, {
    keyOf: (serial) => bySerial.get(serial.toUpperCase()) ?? connection.keyOf(serial),
    now: connection.now(),
  })
  return verdict === 'trusted'
    ? { kind: 'fetched', certificates }
    : { kind: 'failed', code: verdict }
}

function refused(connection: Connection, came: Response): Fetched {
  const reply = notAnswered(connection, came)
  if (reply.kind === 'answer') return { kind: 'failed', code: 'unreadable_answer' }
  const { code } = reply.failure
  return came.status === 404 && code.replaceAll('_', '') === 'RESOURCENOTEXISTS'
    ? { kind: 'none' }
    : { kind: 'failed', code }
}
