/** The groups of calls, in reading order. */
export const tags = [
  {
    name: 'Orders',
    description:
      'For the shop’s server, with its API key: create, read, change, close, refund, list and export orders.',
  },
  {
    name: 'Notifications',
    description: 'For the shop’s server, with its API key: list and resend notifications.',
  },
  {
    name: 'Login',
    description:
      'For the payer’s page: identifies the payer with WeChat. The openid stays on the server.',
  },
  {
    name: 'Payer',
    description: 'For the payer’s page: what is for sale, the order and its payment.',
  },
  { name: 'Gateways', description: 'Only for Paymax and WeChat Pay: their webhooks.' },
  { name: 'Operation', description: 'For operations: health, metrics and this document.' },
] as const
