import { createClient } from '@paymax-checkout/merchant'
import { createShop } from './shop'

const { CHECKOUT_URL = 'http://127.0.0.1:8080/pay/', PORT = '3000' } = process.env
const { MERCHANT_API_KEY: apiKey, NOTIFY_SECRET: notifySecret } = process.env
if (!apiKey || !notifySecret) throw new Error('Set MERCHANT_API_KEY and NOTIFY_SECRET.')

const url = new URL(`http://127.0.0.1:${PORT}/`)
const checkout = createClient({ publicUrl: CHECKOUT_URL, apiKey })
await createShop({ checkout, notifySecret, url }).listen({ host: '127.0.0.1', port: Number(PORT) })
console.log(`示例商店 · the shop: ${url.href}`)
