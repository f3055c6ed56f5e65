import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStatement } from '../../../server/gateways/paymax/statement-text'

const head =
  '订单时间,支付时间,商户订单号, Paymax 订单号,支付方式,交易总价,手续费,订单状态,订单描述'
const foot = '总交易单数,总交易金额（元）,总退款金额（元）'
const paid = '20261101,20261101093000,null,ch_1,微信公众号支付,12.50,0.08,交易成功,null'
const refunded = '20261101,20261101100000,null,ch_1,微信公众号支付,2.50,0.02,退款成功,null'

const statement = (...lines: string[]) => [head, ...lines].join('\n')

function read(text: string | Buffer) {
  return readStatement(typeof text === 'string' ? Buffer.from(text) : text)
}

function rowsOf(text: string | Buffer) {
  const answer = read(text)
  if (!('statement' in answer)) throw new Error(answer.unreadable)
  return answer.statement.rows
}

function unreadable(text: string | Buffer) {
  const answer = read(text)
  return 'unreadable' in answer ? answer.unreadable : 'it was read'
}

function contradictions(text: string) {
  const answer = read(text)
  return 'statement' in answer ? answer.statement.contradictions : [answer.unreadable]
}

describe('a statement as the documentation has it', () => {
  test('gives payments and refunds in fen, by charge', () => {
    expect(rowsOf(statement(paid, refunded, foot, '1,12.50,2.50'))).toEqual([
      { kind: 'payment', gatewayId: 'ch_1', amount: 1250, status: '交易成功' },
      { kind: 'refund', gatewayId: 'ch_1', amount: 250, status: '退款成功' },
    ])
  })

  test('of a day without payments is empty', () => {
    expect(read(statement(foot, '0,0.00,0.00'))).toEqual({
      statement: { rows: [], contradictions: [] },
    })
  })

  test('keeps a status that it does not know, for a person', () => {
    const strange = paid.replace('交易成功', '转入退款')
    expect(rowsOf(statement(strange, foot, '0,0.00,0.00'))).toEqual([
      { kind: 'other', gatewayId: 'ch_1', amount: 1250, status: '转入退款' },
    ])
  })
})

describe('a statement written in another way', () => {
  test.each([
    ['a byte order mark', `\uFEFF${statement(paid, foot, '1,12.50,0.00')}`],
    ['CRLF and an empty last line', `${statement(paid, foot, '1,12.50,0.00')}\n`],
    ['a description with commas', statement(`${paid}, 大杯, 少糖`, foot, '1,12.50,0.00')],
    [
      'a description that begins with a quote',
      statement(`${paid.slice(0, -4)}"好" 茶`, foot, '1,12.50,0'),
    ],
    [
      'a line end inside quotes',
      statement(`${paid.slice(0, -4)}"一\n二, ""三"""`, foot, '1,12.50,0'),
    ],
    ['backticks', statement(paid.replaceAll(/(?<=^|,)(?=.)/g, '`'), foot, '`1,`12.50,`0.00')],
  ])('with %s reads the same', (_, text) => {
    expect(rowsOf(text.replaceAll(/\n(?!二)/g, '\r\n'))).toEqual(
      rowsOf(statement(paid, foot, '1,12.50,0.00')),
    )
  })

  test('with a refund below zero counts it as money that went out', () => {
    const text = statement(refunded.replace(',2.50,', ',-2.50,'), foot, '0,0.00,-2.50')
    expect(rowsOf(text)).toMatchObject([{ kind: 'refund', amount: 250 }])
    expect(contradictions(text)).toEqual([])
  })
})

describe('a summary that says otherwise', () => {
  test.each([
    ['the count', '3,12.50,2.50', 'counts 3'],
    ['what was paid', '1,12.51,2.50', 'payments are 1251 fen'],
    ['what was refunded', '1,12.50,0.00', 'refunds are 0 fen'],
  ])('in %s is told', (_, sums, words) => {
    const told = contradictions(statement(paid, refunded, foot, sums))
    expect(told).toEqual([expect.stringContaining(words)])
  })

  test('may count refunds along: whether it does is not documented', () => {
    expect(contradictions(statement(paid, refunded, foot, '2,12.50,2.50'))).toEqual([])
  })

  test('may leave out the refunds', () => {
    const text = statement(paid, refunded, '总交易单数,总交易金额', '1,12.50')
    expect(contradictions(text)).toEqual([])
  })
})

describe('a statement that cannot be read is an error, never a quiet day', () => {
  test.each([
    ['nothing at all', '', 'no header'],
    ['a header alone', head, 'no summary'],
    ['a page of some proxy', '<html>\n<body>\n</html>', 'no column'],
    ['one that ends before its summary', statement(paid, paid, paid), 'summary'],
    ['one cut in its summary', statement(paid, foot), 'summary'],
    ['one cut inside quotes', statement(`${paid},"`, foot, '1,12.50,0'), 'quote'],
    [
      'a header without the charge',
      statement(foot, '0,0,0').replace(' Paymax 订单号', ''),
      'paymax订单号',
    ],
    [
      'a header with a column twice',
      statement(foot, '0,0,0').replace('订单描述', '订单状态'),
      'twice',
    ],
    [
      'a line that lost its last cell',
      statement(paid.replace(/,null$/, ''), foot, '1,12.50,0'),
      'too few',
    ],
    ['a line of too few cells', statement('20261101,ch_1', foot, '1,1,0'), 'Line 2'],
    ['a line without an amount', statement(paid.replace('12.50', 'null'), foot, '1,1,0'), 'Line 2'],
    [
      'an amount of three decimals',
      statement(paid.replace('12.50', '12.505'), foot, '1,1,0'),
      'amount',
    ],
    ['a payment below zero', statement(paid.replace('12.50', '-12.50'), foot, '1,1,0'), 'amount'],
    [
      'a line without a charge',
      statement(paid.replace('ch_1', 'null'), foot, '1,1,0'),
      'charge id',
    ],
    ['a line without a status', statement(paid.replace('交易成功', ''), foot, '1,1,0'), 'status'],
    ['sums that are no numbers', statement(paid, foot, '1,many,0'), 'summary'],
    ['refunded that is no number', statement(paid, foot, '1,12.50,many'), '总退款金额'],
  ])('%s', (_, text, words) => {
    expect(unreadable(text)).toContain(words)
  })

  test('another encoding than UTF-8', () => {
    expect(unreadable(Buffer.from([0xb6, 0xa9, 0xb5, 0xa5]))).toContain('UTF-8')
  })
})

const hex = fc.stringMatching(/^[0-9a-f]{24}$/)
const anyRow = fc.record({
  kind: fc.constantFrom('payment' as const, 'refund' as const),
  gatewayId: hex.map((id) => `ch_${id}`),
  amount: fc.integer({ min: 1, max: 100_000_000 }),
})
const anyText = fc.string({ unit: fc.constantFrom('茶', 'a', ',', '"', '\n', ' ', '，', '1') })
const yuan = (fen: number) => (fen / 100).toFixed(2)
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const statuses = { payment: '交易成功', refund: '退款成功' }

describe('whatever the rows, their order of columns and their notes', () => {
  test('what is written is what is read', () => {
    const columns = fc.shuffledSubarray(
      ['Paymax订单号', '交易总价', '订单状态', '商户订单号', '订单描述', '新列'],
      { minLength: 6 },
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyRow, anyText)),
        columns,
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        (list, names, lineEnd, mark) => {
          const lines = list.map(([row, note]) => {
            const cells: Record<string, string> = {
              Paymax订单号: row.gatewayId,
              交易总价: yuan(row.amount),
              订单状态: statuses[row.kind],
              商户订单号: 'null',
            }
            return names.map((name) => cells[name] ?? quoted(note)).join(',')
          })
          const total = (kind: string) =>
            list.reduce((sum, [row]) => sum + (row.kind === kind ? row.amount : 0), 0)
          const payments = list.filter(([row]) => row.kind === 'payment').length
          const sums = [payments, yuan(total('payment')), yuan(total('refund'))].join(',')
          const text = mark + [names.join(','), ...lines, foot, sums].join(lineEnd)
          expect(read(text)).toEqual({
            statement: {
              rows: list.map(([row]) => ({ ...row, status: statuses[row.kind] })),
              contradictions: [],
            },
          })
        },
      ),
    )
  })

  test('no text makes it throw', () => {
    const anyLine = fc.string({
      unit: fc.constantFrom(',', '"', '\n', '\r', ' ', 'ch_1', '1', '交易成功'),
    })
    fc.assert(
      fc.property(anyLine, (text) => {
        expect(Object.keys(read(statement(text, foot, '0,0,0')))).toHaveLength(1)
      }),
    )
  })

  test('a statement that was cut short anywhere before its last line is noticed', () => {
    const whole = statement(paid, refunded, paid.replace('ch_1', 'ch_2'), foot, '2,25.00,2.50')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.lastIndexOf('\n') }), (length) => {
        const answer = read(whole.slice(0, length))
        const told = 'unreadable' in answer || answer.statement.contradictions.length > 0
        expect(told).toBe(true)
      }),
    )
  })
})
