/** The list of WeChat Pay's certificates. What signs it is in it: opened first, then verified with what came out. */
import { readCertificateList } from './certificate-list'
import { parseJson } from '../../../runtime/parse-json'
import { openCertificate } from './platform-certificate'
import type { Fetched } from './platform-keys'
import { exchange, notAnswered, type Line, type Response } from './transport'
import { verifySigned } from './verification'

const certificatesPath = '/v3/certificates'

const MAX_BYTES = 256 * 1024

/** @param line its `keyOf` may know the public key, which signs the list where a merchant has one; it must not fetch */
export async function fetchCertificates(
  line: Line,
  apiV3Key: Buffer,
  signal: AbortSignal,
): Promise<Fetched> {
  const came = await exchange(line, { method: 'GET', path: certificatesPath, signal }, MAX_BYTES)
  if (came.kind !== 'response') return { kind: 'failed', code: came.failure.code }
  if (came.status !== 200) return refused(line, came)
  const listed = readCertificateList(parseJson(came.bytes))
  if (listed === null) return { kind: 'failed', code: 'unreadable_answer' }
  const opened = listed.map((one) => openCertificate(one, apiV3Key))
  const certificates = opened.filter((one) => one !== null)
  if (certificates.length < listed.length) return { kind: 'failed', code: 'unopened' }
  // An empty list teaches nothing, so there is nothing to verify.
  if (certificates.length === 0) return { kind: 'none' }
  const bySerial = new Map(certificates.map((one) => [one.serial, one.key]))
  const verdict = await verifySigned(came.headers, came.bytes, {
    keyOf: (serial) => bySerial.get(serial.toUpperCase()) ?? line.keyOf(serial),
    now: line.now(),
  })
  return verdict === 'trusted'
    ? { kind: 'fetched', certificates }
    : { kind: 'failed', code: verdict }
}

function refused(line: Line, came: Response): Fetched {
  const reply = notAnswered(line, came)
  if (reply.kind === 'answer') return { kind: 'failed', code: 'unreadable_answer' }
  const { code } = reply.failure
  return came.status === 404 && code.replaceAll('_', '') === 'RESOURCENOTEXISTS'
    ? { kind: 'none' }
    : { kind: 'failed', code }
}
