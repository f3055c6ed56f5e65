/** Rewrites an archive file without the payers to forget. */
import { createReadStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { OrderBundle } from '../../store/archive/archive'
import { nobody } from '../../store/forget/erase'
import { createArchiveFile, syncFolderOf } from '../archive/archive-file'

/** Lines read before they are written. */
const atOnce = 500

export interface ForgottenInFile {
  /** Ids of the orders of which something was erased. */
  readonly orderIds: readonly string[]
}

type Whose = (bundle: OrderBundle) => { readonly openid: string | null } | null

/** One payer, in whatever order. */
export const ofPayer = (openid: string): Whose => {
  return ({ order, charges }) => {
    const isTheirs = order.openid === openid || charges.some((one) => one.openid === openid)
    return isTheirs ? { openid } : null
  }
}

/** Everybody who opened or paid this order. */
export const ofOrder = (orderNo: string): Whose => {
  return ({ order }) => (order.order_no === orderNo ? { openid: null } : null)
}

export const ofEveryone: Whose = () => ({ openid: null })

/**
 * The new file replaces the old one once it is synced to disk; killed before that, the old one is unchanged.
 * Half a line at the end, left by a killed run, is dropped: its order is still in the store.
 * @param stillAlone rejects where the archive's lock was lost: then the old file stays
 * @throws Error where a line is not the archive's
 */
export async function forgetInFile(
  path: string,
  whose: Whose,
  stillAlone: () => Promise<void>,
): Promise<ForgottenInFile> {
  const beside = `${path}.forgetting`
  // Left by a run that was killed: no other one works on it, and it contains personal data.
  await rm(beside, { force: true })
  const file = await createArchiveFile(beside)
  const orderIds: string[] = []
  try {
    let lines: OrderBundle[] = []
    for await (const bundle of bundlesOf(path)) {
      const payer = whose(bundle)
      const erased = payer && eraseIn(bundle, payer.openid)
      if (erased) orderIds.push(bundle.order.order_id)
      lines.push(erased ?? bundle)
      if (lines.length < atOnce) continue
      await file.append(lines)
      lines = []
    }
    await file.append(lines)
    await stillAlone()
  } catch (error) {
    await file.close()
    await rm(beside)
    throw error
  }
  await file.close()
  if (orderIds.length === 0) await rm(beside)
  else {
    await rename(beside, path)
    await syncFolderOf(path)
  }
  return { orderIds }
}

async function* bundlesOf(path: string): AsyncGenerator<OrderBundle> {
  const lines = createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })
  let broken = 0
  let n = 0
  for await (const line of lines) {
    n += 1
    if (broken > 0) throw new Error(`${path}: line ${broken} was not written by npm run archive`)
    const bundle = readLine(line)
    if (bundle) yield bundle
    else broken = n
  }
}

function readLine(line: string): OrderBundle | null {
  try {
    const read = JSON.parse(line) as Partial<OrderBundle & { archive: number }>
    return read.archive === 1 && read.order && read.charges && read.refunds
      ? (read as OrderBundle)
      : null
  } catch {
    return null
  }
}

/** @returns null where nothing in it names them */
function eraseIn(bundle: OrderBundle, openid: string | null): OrderBundle | null {
  const { order, charges } = bundle
  const names = (one: string | null) =>
    openid === null ? one !== null && one !== nobody : one === openid
  const isTheirs = openid === null || order.openid === openid
  const remark = isTheirs && order.source === 'amount' && order.body !== order.subject
  if (!remark && !names(order.openid) && !charges.some((one) => names(one.openid))) return null
  return {
    ...bundle,
    order: {
      ...order,
      ...(names(order.openid) && { openid: null }),
      ...(remark && { body: order.subject }),
    },
    charges: charges.map((charge) =>
      names(charge.openid)
        ? { ...charge, openid: nobody, create_request: null, js_api_params: null }
        : charge,
    ),
  }
}
