import { Type } from 'typebox'
import { CheckoutError } from '../contract/errors'
import { Notification, NotificationList, NotificationQuery } from '../contract/notifications'
import { problems } from '../http/api-document'
import { askedBy, forMerchants, merchantAlone } from '../http/access/merchant-access'
import { readJsonAsUtf8 } from '../http/utf8'
import type {
  ListedNotification,
  NotificationFilter,
} from '../notifications/merchant-notifications'
import type { Routes } from './route'

const IdParams = Type.Object({
  notificationId: Type.String({ maxLength: 64, description: 'the value of `webhook-id`' }),
})

export const notificationRoutes: Routes = (app, { deps }) => {
  const { config, notifications, payments } = deps
  // Resending takes no body.
  readJsonAsUtf8(app, true)
  forMerchants(app, config)

  app.get(
    '/merchant/notifications',
    {
      schema: {
        operationId: 'listNotifications',
        tags: ['Notifications'],
        summary: 'List notifications, newest first, with every attempt to send them',
        security: merchantAlone,
        querystring: NotificationQuery,
        response: { 200: NotificationList, ...problems },
      },
    },
    async (request) => {
      const { orderNo, status, cursor, limit = 20 } = request.query
      const found = await notifications.list({
        orderNo: orderNo ?? null,
        status: status ?? null,
        before: cursor === undefined ? null : readCursor(cursor),
        limit: limit + 1,
      })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : undefined
      return { notifications: page.map(describe), nextCursor: last ? cursorOf(last) : null }
    },
  )

  app.post(
    '/merchant/notifications/:notificationId/resend',
    {
      config: { needs: 'order' },
      schema: {
        operationId: 'resendNotification',
        tags: ['Notifications'],
        summary: 'Send a notification again, with the same id and body',
        description:
          'This also works for notifications that were given up or whose address is switched off. If the shop answers 2xx, the address is switched on again.',
        'x-codes': ['not_found'],
        security: merchantAlone,
        params: IdParams,
        response: { 200: Notification, ...problems },
      },
    },
    async (request) => {
      const { notificationId } = request.params
      const { url } = config.notifications
      const now = payments.clock.now()
      const by = askedBy(request, config)
      await notifications.resend(notificationId, now, url, by)
      const found = await notifications.byId(notificationId)
      if (!found) throw new CheckoutError('not_found', 'There is no such notification.')
      const { orderNo } = found
      payments.log.info({ notificationId, orderNo, key: by }, 'notification asked for again')
      deps.wakeSender()
      return describe(found)
    },
  )
  return Promise.resolve()
}

const iso = (time: number) => new Date(time).toISOString()

function describe(one: ListedNotification): Notification {
  const { notificationId, type, orderNo, sequence, refundId, url, status } = one
  return {
    notificationId,
    type,
    orderNo,
    sequence,
    refundId,
    url,
    status,
    createdAt: iso(one.createdAt),
    nextTryAt: one.nextTryAt === null ? null : iso(one.nextTryAt),
    attempts: one.attempts.map(({ at, ...attempt }) => ({ at: iso(at), ...attempt })),
  }
}

function cursorOf({ createdAt, notificationId }: ListedNotification): string {
  return `${createdAt}.${notificationId}`
}

/** @throws CheckoutError invalid_request */
function readCursor(cursor: string): NonNullable<NotificationFilter['before']> {
  const [, createdAt, notificationId] = /^(\d{1,15})\.(\w{1,64})$/.exec(cursor) ?? []
  if (createdAt !== undefined && notificationId !== undefined) {
    return { createdAt: Number(createdAt), notificationId }
  }
  throw new CheckoutError('invalid_request', 'cursor is not one that this list gave out.', {
    extra: { errors: [{ field: 'cursor', message: 'is not one that this list gave out' }] },
  })
}
