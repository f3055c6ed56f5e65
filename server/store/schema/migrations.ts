import { payments } from './migrations/0001-payments'
import { logins } from './migrations/0002-logins'
import { refunds } from './migrations/0003-refunds'
import { statements } from './migrations/0004-statements'
import { doubt } from './migrations/0005-doubt'
import { receipts } from './migrations/0006-receipts'
import { dueAlone } from './migrations/0007-due-alone'
import { archive } from './migrations/0008-archive'
import { accountsAndDenials } from './migrations/0009-accounts-and-denials'
import { orderSlots } from './migrations/0010-order-slots'
import { chargeAttempts } from './migrations/0011-charge-attempts'
import { whatStrangersLeave } from './migrations/0012-what-strangers-leave'
import { refundedOfArchived } from './migrations/0013-refunded-of-archived'
import { failureReasons } from './migrations/0014-failure-reasons'
import { webhookHeaders } from './migrations/0015-webhook-headers'
import { createRequests } from './migrations/0016-create-requests'
import { notifications } from './migrations/0017-notifications'
import { ordersByMore } from './migrations/0018-orders-by-more'
import { usedWith } from './migrations/0019-used-with'
import { tellWhoWaits } from './migrations/0020-tell-who-waits'
import { whoAsked } from './migrations/0021-who-asked'
import { unknownPayments } from './migrations/0022-unknown-payments'
import { forgotten } from './migrations/0023-forgotten'
import { limitsTogether } from './migrations/0024-limits-together'
import { decidedBy } from './migrations/0025-decided-by'
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
]
