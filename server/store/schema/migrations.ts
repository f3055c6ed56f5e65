import { payments } from './migrations/to-0019/0001-payments'
import { logins } from './migrations/to-0019/0002-logins'
import { refunds } from './migrations/to-0019/0003-refunds'
import { statements } from './migrations/to-0019/0004-statements'
import { doubt } from './migrations/to-0019/0005-doubt'
import { receipts } from './migrations/to-0019/0006-receipts'
import { dueAlone } from './migrations/to-0019/0007-due-alone'
import { archive } from './migrations/to-0019/0008-archive'
import { accountsAndDenials } from './migrations/to-0019/0009-accounts-and-denials'
import { orderSlots } from './migrations/to-0019/0010-order-slots'
import { chargeAttempts } from './migrations/to-0019/0011-charge-attempts'
import { whatStrangersLeave } from './migrations/to-0019/0012-what-strangers-leave'
import { refundedOfArchived } from './migrations/to-0019/0013-refunded-of-archived'
import { failureReasons } from './migrations/to-0019/0014-failure-reasons'
import { webhookHeaders } from './migrations/to-0019/0015-webhook-headers'
import { createRequests } from './migrations/to-0019/0016-create-requests'
import { notifications } from './migrations/to-0019/0017-notifications'
import { ordersByMore } from './migrations/to-0019/0018-orders-by-more'
import { usedWith } from './migrations/to-0019/0019-used-with'
import { tellWhoWaits } from './migrations/0020-tell-who-waits'
import { whoAsked } from './migrations/0021-who-asked'
import { unknownPayments } from './migrations/0022-unknown-payments'
import { forgotten } from './migrations/0023-forgotten'
import { limitsTogether } from './migrations/0024-limits-together'
import { decidedBy } from './migrations/0025-decided-by'
import { paymentsOfLostOrders } from './migrations/0026-payments-of-lost-orders'
import { pageEvents } from './migrations/0027-page-events'
import type { Migration } from './migrations/migration'

/** Forward only: a migration that has been released is never changed; a change is one more at the end. */
export const migrations: readonly Migration[] = [
  payments,
  logins,
  refunds,
  statements,
  doubt,
  receipts,
  dueAlone,
  archive,
  accountsAndDenials,
  orderSlots,
  chargeAttempts,
  whatStrangersLeave,
  refundedOfArchived,
  failureReasons,
  webhookHeaders,
  createRequests,
  notifications,
  ordersByMore,
  usedWith,
  tellWhoWaits,
  whoAsked,
  unknownPayments,
  forgotten,
  limitsTogether,
  decidedBy,
  paymentsOfLostOrders,
  pageEvents,
]
