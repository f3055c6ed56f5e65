/** The examples of the API document are calls that were really made, here. */
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { ErrorCode } from '../../../server/contract/problems'
import { exampleCallsOf, type ExampleCall } from '../../../server/http/api-document/example-calls'
import { playArchive, playMerchant } from '../../api-document/play/merchant-play'
import { playOthers } from '../../api-document/play/others-play'
import { playPayer } from '../../api-document/play/payer-play'
import { createRecorder } from '../../api-document/play/recorder'
import { steady } from '../../api-document/play/steady'
import { realDocument } from '../../api-document/real-document'
import { notifySecret, openShop, toShops } from '../notifications/shop'
import { openCheckout } from '../support/checkout'

const file = '../../../server/http/api-document/examples.json'

test('are what the backend answers today', async () => {
  const recorder = createRecorder(await realDocument())
  const shop = await openShop()
  const checkout = await openCheckout('embedded', toShops, { bothGateways: true })
  checkout.freeze()
  const frozenAt = checkout.now()
  await playMerchant(checkout, recorder, shop)
  await playPayer(checkout, recorder)
  await playOthers(checkout, recorder)
  await playArchive(checkout, recorder)

  const shown = Object.fromEntries<ExampleCall[]>(
    [...recorder.seen].sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  const examples = signed(
    steady(shown, {
      frozenAt,
      addresses: [
        [`${checkout.publicUrl.origin}/`, 'https://pay.example.com/'],
        [checkout.publicUrl.origin, 'https://pay.example.com'],
        [new URL(shop.url).origin, 'https://shop.example.com'],
        [checkout.environment['MERCHANT_API_KEY'] ?? '', 'MERCHANT_API_KEY'],
      ],
      kept: new Set(['nothing', 'another', 'garbled']),
    }),
  )
  await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot(file)
})

/** Failures that any call may answer: told once, and shown where they are easily met. */
const general: readonly ErrorCode[] = [
  'unauthorized',
  'forbidden',
  'invalid_request',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  'internal_error',
  'not_ready',
]

test('show every call answered, and every failure that is a call’s own', async () => {
  const { paths } = await realDocument()
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const lacking = operations.flatMap(({ operationId, responses }) => {
    const names = exampleCallsOf(operationId).map(({ name }) => name)
    const said = Object.values(responses).map(({ description }) => description)
    const own = ErrorCode.enum.filter(
      (code) => !general.includes(code) && said.some((text) => text.includes(`- \`${code}\``)),
    )
    return [
      ...own.filter((code) => !names.includes(code)).map((code) => `${operationId} ${code}`),
      ...(names.some((name) => /^[23]\d\d$/.test(name)) ? [] : [`${operationId} answered`]),
    ]
  })
  // WeChat Pay’s own webhooks are shown in its own tests; the document need not show itself.
  expect(lacking).toEqual(['receiveWeChatPayWebhook answered', 'getApiDocument answered'])
})

test('show a page’s event with all that our own page tells: without the order it is only counted', () => {
  const [told] = exampleCallsOf('countPageEvent')
  expect(told?.body).toMatchObject({
    event: 'sheet_denied',
    kind: 'access_denied',
    orderId: expect.stringMatching(/^\w{22}$/) as string,
    chargeId: expect.stringMatching(/^\w{26}$/) as string,
  })
})

/** With the signature that the shop of the examples would verify, by the reference library. */
function signed(examples: Record<string, ExampleCall[]>): Record<string, ExampleCall[]> {
  const webhook = new Webhook(notifySecret)
  const sign = (one: ExampleCall): ExampleCall => {
    const { 'webhook-id': id, 'webhook-timestamp': seconds } = one.headers
    if (id === undefined || seconds === undefined) return one
    const at = new Date(Number(seconds) * 1_000)
    const signature = webhook.sign(id, at, JSON.stringify(one.body))
    return { ...one, headers: { ...one.headers, 'webhook-signature': signature } }
  }
  return Object.fromEntries(Object.entries(examples).map(([id, all]) => [id, all.map(sign)]))
}
