/** The groups of calls, in reading order. */
export const tags = [
  {
    name: 'Orders',
    description:
      'For the shop’s server, with its key: orders placed, read, amended, closed, refunded, listed, exported.',
  },
  {
    name: 'Notifications',
    description: 'For the shop’s server, with its key: what the shop was told, and told again.',
  },
  {
    name: 'Login',
    description: 'For the payer’s page: WeChat says who pays. The openid stays on the server.',
  },
  { name: 'Payer', description: 'For the payer’s page: what is sold, the order, its payment.' },
  { name: 'Gateways', description: 'For Paymax and WeChat Pay alone: their webhooks.' },
  { name: 'Operation', description: 'For who runs it: health, metrics, this document.' },
] as const
