import { expect, expectTypeOf, test } from 'vitest'
import type * as Client from '@paymax-checkout/merchant'
import type * as Merchant from '../../../server/contract/merchant-orders'
import type * as Notifications from '../../../server/contract/notifications'
import type { Problem } from '../../../server/contract/problems'
import type * as Refunds from '../../../server/contract/refunds'
import { drawTypes } from './draw-types'

test('the client’s types are those of the contract as it stands', async () => {
  await expect(drawTypes()).resolves.toMatchFileSnapshot('../../../clients/node/src/wire.ts')
})

test('what the drawing says is what the type checker makes of the same schemas', () => {
  expectTypeOf<Client.MerchantOrder>().toEqualTypeOf<Merchant.MerchantOrder>()
  expectTypeOf<Client.MerchantOrderRequest>().toEqualTypeOf<Merchant.MerchantOrderRequest>()
  expectTypeOf<Client.MerchantOrderAmendment>().toEqualTypeOf<Merchant.MerchantOrderAmendment>()
  expectTypeOf<Client.MerchantOrderQuery>().toEqualTypeOf<Merchant.MerchantOrderQuery>()
  expectTypeOf<Client.MerchantOrderSearch>().toEqualTypeOf<Merchant.MerchantOrderSearch>()
  expectTypeOf<Client.MerchantOrderList>().toEqualTypeOf<Merchant.MerchantOrderList>()
  expectTypeOf<Client.Refund>().toEqualTypeOf<Refunds.Refund>()
  expectTypeOf<Client.RefundRequest>().toEqualTypeOf<Refunds.RefundRequest>()
  expectTypeOf<Client.Notification>().toEqualTypeOf<Notifications.Notification>()
  expectTypeOf<Client.NotificationBody>().toEqualTypeOf<Notifications.NotificationBody>()
  expectTypeOf<Client.Problem>().toEqualTypeOf<Problem>()
})
