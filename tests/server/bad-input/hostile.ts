/** Values that have broken somebody's backend before. */
import fc from 'fast-check'

/** Half of a surrogate pair: no text, though JSON can write it. */
const halves = ['\ud800', '\udfff', 'a\udc00b', '\ud83d']

const texts = [
  '',
  ' ',
  '\0',
  'a\0b',
  ...halves,
  '\u202e\u200f\u2066',
  '\ufeff',
  '\ufffd',
  '\uffff',
  '\u{10ffff}',
  '👩‍👩‍👧‍👦',
  'é'.normalize('NFD'),
  '\r\nset-cookie: a=b',
  '\r\n\r\n<script>alert(1)</script>',
  '\t',
  '\u2028',
  "' or 1=1 --",
  '"; drop table orders; --',
  '${jndi:ldap://127.0.0.1/}',
  '{{7*7}}',
  '%s%n',
  '%00',
  '%ff',
  '%c0%ae',
  '..',
  '../../../etc/passwd',
  '..%2f..%2f',
  '//evil.example',
  '\\\\evil.example',
  'javascript:alert(1)',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'null',
  'undefined',
  'NaN',
  'true',
  '-0',
  '1e400',
  '9007199254740993',
  '9223372036854775808',
  '0x10',
  '０１２',
  '0000-01-01T00:00:00Z',
  '2026-12-31T23:59:60Z',
  '9999-12-31T23:59:59-23:59',
  '2026-01-01T00:00:00+08',
  '+275760-09-13T00:00:00Z',
  '9999999999999.x',
  '999999999999999.AAAAAAAAAAAAAAAAAAAAAA',
  'x'.repeat(65),
  'x'.repeat(2_100),
  '\u0800'.repeat(9_000),
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  { weight: 1, arbitrary: fc.constantFrom(...texts).map((text) => `checkout?order=${text}`) },
)

/** Numbers as JSON can write them, and `JSON.stringify` cannot: put in as text. */
const numerals = [
  '1e400',
  '-1e400',
  '-0',
  '1E2',
  '0.1',
  '1e-7',
  '9007199254740993',
  '1'.repeat(400),
]
const marker = '\u0001numeral:'

const hostileNumber: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...numerals.map((numeral) => marker + numeral)),
  fc.constantFrom(0, -1, 0.5, 100_000_001, 2 ** 31, 2 ** 53, Number.MAX_VALUE, Number.MIN_VALUE),
  fc.double({ noNaN: true }),
)

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { a: value }
  return value
}

/** What JSON can say in place of what was asked for. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  { weight: 2, arbitrary: hostileNumber },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      [],
      {},
      [[]],
      [null],
      { length: 3 },
      { toString: 1 },
      { constructor: { prototype: {} } },
      nested(200),
      nested(2_000),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

/** @returns JSON text in which the numerals stand as they are */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    new RegExp(`"${JSON.stringify(marker).slice(1, -1)}([^"]*)"`, 'g'),
    '$1',
  )
}

/** Bodies that are no JSON, or JSON that no serialiser writes. */
export const hostileBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      '{',
      '[',
      'null',
      '"text"',
      '1e400',
      '{"a":1,"a":2}',
      '{"amount":1,"amount":2,"again":true,"again":false}',
      '{"__proto__":{"a":1}}',
      '{"constructor":{"prototype":{"a":1}}}',
      '{"\\u005f_proto__":{"a":1}}',
      '{"state":"\\ud800"}',
      '{"item":"\\u0000"}',
      '\ufeff{}',
      '{}{}',
      "{'a':1}",
      '{"a":NaN}',
      '['.repeat(30_000),
      '{"a":'.repeat(12_000),
      `{${Array.from({ length: 4_000 }, (_, i) => `"a${i}":0`).join(',')}}`,
      `{"state":"${'x'.repeat(70_000)}"}`,
      'a=b&c=d',
      '<xml/>',
    )
    .map((text) => Buffer.from(text)),
  fc.constantFrom(
    Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
    Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x7d]),
    Buffer.from([0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d]),
    Buffer.from('{}', 'utf16le'),
    Buffer.alloc(300 * 1024, '{'),
  ),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
)
