import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { ExportQuery } from '../../contract/export'
import { CheckoutError } from '../../contract/errors'
import { entriesOf, type DayEntrySource } from '../../export/day-entries'
import { heading, linesOf } from '../../export/day-csv'
import { problems } from '../../http/api-document'
import { forMerchants, merchantAlone } from '../../http/access/merchant-access'
import { beijingDay, type BeijingDay } from '../../payments/core/beijing-day'
import { invalidField } from '../../payments/orders/invalid-field'
import type { Routes } from '../route'

const csv = {
  description:
    'UTF-8 with a byte order mark, so that Excel can open it: a line for each payment and each refund, amounts in yuan (CNY 1.00) with two decimals',
  content: { 'text/csv': { schema: Type.Unsafe<Readable>(Type.String()) } },
}

export const merchantExportRoutes: Routes = (app, { deps }) => {
  forMerchants(app, deps.config)

  app.get(
    '/merchant/export',
    {
      schema: {
        operationId: 'exportDay',
        tags: ['Orders'],
        summary: 'A day’s payments and refunds as CSV, in yuan',
        'x-codes': ['order_archived'],
        security: merchantAlone,
        querystring: ExportQuery,
        response: { 200: csv, ...problems },
      },
    },
    async ({ query }, reply) => {
      const day = dayOf(query.date, deps.payments.clock.now())
      if (await deps.dayEntries.isArchived(day)) throw archived(day)
      const lines = linesOfDay(deps.dayEntries, day)
      // The first page is read before the answer starts: a later failure can only break the answer off.
      const first = await lines.next()
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="payments-${day.name}.csv"`)
        .send(Readable.from(goingOn(first.done ? '' : first.value, lines)))
    },
  )
  return Promise.resolve()
}

async function* linesOfDay(source: DayEntrySource, day: BeijingDay): AsyncGenerator<string, void> {
  let head = heading
  for await (const entries of entriesOf(source, day)) {
    yield head + linesOf(entries)
    head = ''
  }
  if (head !== '') yield head
}

async function* goingOn(first: string, rest: AsyncGenerator<string, void>) {
  yield first
  yield* rest
}

/** @throws CheckoutError invalid_request */
function dayOf(date: string, now: number): BeijingDay {
  const day = beijingDay(date)
  if (!day) throw invalidField('date', 'is no day; write it as 2026-11-01')
  if (day.start > now) throw invalidField('date', 'has not begun in Beijing')
  return day
}

function archived({ name }: BeijingDay): CheckoutError {
  const detail = `Orders of ${name} or later were archived: what happened on that day is in the files that npm run archive has written.`
  return new CheckoutError('order_archived', detail)
}
