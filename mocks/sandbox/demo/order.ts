/** An order as a merchant's own system would make it: its number, and the payer's link. */
export async function createOrder(
  backendUrl: string,
  apiKey: string,
): Promise<{ orderNo: string; checkoutUrl: string }> {
  const orderNo = `DEMO${Date.now()}`
  const response = await fetch(`${backendUrl}api/merchant/orders`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${apiKey}` },
    body: JSON.stringify({
      orderNo,
      amount: 12_900,
      subject: '山茶会员年卡',
      body: '全年手冲第二杯半价',
    }),
  })
  const order = (await response.json()) as { checkoutUrl?: string; detail?: string }
  if (!order.checkoutUrl) {
    throw new Error(`The demo order was not made: ${order.detail ?? String(response.status)}`)
  }
  return { orderNo, checkoutUrl: order.checkoutUrl }
}
