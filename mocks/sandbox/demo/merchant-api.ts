/**
 * For pasting into a shell: makes an order with the merchant's key and prints its link. The number contains
 * the second, so that each paste is another order.
 */
export function orderByCurl(publicUrl: string, merchantKey: string): string {
  const order = `{"orderNo":"SHOP'$(date +%s)'","amount":1800,"subject":"手冲豆子 100 克","body":"curl"}`
  return [
    `curl -s ${publicUrl}api/merchant/orders`,
    `-H 'Authorization: Bearer ${merchantKey}'`,
    `-H 'Content-Type: application/json'`,
    `-d '${order}'`,
    `| grep -o 'http[^"]*checkout?order=[^"]*'`,
  ].join(' ')
}
