/**
 * The RSA operations that no payment can do without, and nothing else, on the same thread pool: the
 * create request is signed, its answer verified, the webhook verified.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { answer, type Question } from './answering'
import type { Load } from './driver'
import { worldOfThisProcess } from './world'

const world = worldOfThisProcess()
const privateKey = createPrivateKey(world.merchantPrivateKey)
const publicKey = createPublicKey(world.paymaxPublicKey)
const paymaxKey = createPrivateKey(world.paymaxPrivateKey)
const [signAsync, verifyAsync] = [promisify(sign), promisify(verify)]
const algorithm = 'RSA-SHA1'

/** As long as a charge on the wire. */
const text = Buffer.alloc(900, 'a')
const theirs = sign(algorithm, text, paymaxKey)

async function payment(): Promise<void> {
  await signAsync(algorithm, text, privateKey)
  await verifyAsync(algorithm, text, publicKey, theirs)
  await verifyAsync(algorithm, text, publicKey, theirs)
}

answer({
  async pay(question) {
    const { payments, atOnce } = question as Question & Load
    const since = performance.now()
    let left = payments
    const worker = async () => {
      while (left-- > 0) await payment()
    }
    await Promise.all(Array.from({ length: atOnce }, worker))
    return (performance.now() - since) / 1000
  },
})
