import { describe, expect, test } from 'vitest'
import { encodingsIn } from '../../server/http/page/accept-encoding'

const known = ['br', 'gzip', 'deflate']
const taken = (header: string | undefined) => known.filter(encodingsIn(header))

describe('which encodings a header allows', () => {
  test.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', []],
    ['gzip, deflate, br', ['br', 'gzip', 'deflate']],
    ['br;q=0, gzip', ['gzip']],
    ['br;q=0.000', []],
    ['br;q=0.001', ['br']],
    ['br ; Q=1.000', ['br']],
    ['BR,GZip', ['br', 'gzip']],
    ['  br  ,   gzip   ', ['br', 'gzip']],
    ['br;  q = 0', []],
    ['\tbr\t;\tq=1', ['br']],
    ['*', ['br', 'gzip', 'deflate']],
    ['*;q=0', []],
    ['gzip;q=0,*', ['br', 'deflate']],
    ['br, *;q=0', ['br']],
    ['identity', []],
    ['identity;q=0', []],
    ['identity;q=0, br', ['br']],
    ['br;q=0, br', []],
    ['brotli', []],
    ['xbr', []],
    ['br x', []],
    ['br;level=4', ['br']],
    ['br;level=4;q=0', []],
    [',,;q=NaN', []],
    ['br;q=', []],
    ['br;q', []],
    ['br;q=yes', []],
    ['br;q=1=1', []],
    ['br;q=-1', []],
    ['br;q=2', []],
    ['br;q=Infinity', []],
    ['__proto__, constructor', []],
  ])('%j: %j', (header, allowed) => {
    expect(taken(header)).toEqual(allowed)
  })

  test('a header of 64 kB of anything is read like a short one', () => {
    const long = 64 * 1024
    expect(taken(`br${' '.repeat(long)}x`)).toEqual([])
    expect(taken(`br${' '.repeat(long)}`)).toEqual(['br'])
    expect(taken(`${','.repeat(long)}br`)).toEqual(['br'])
    expect(taken(`br${';'.repeat(long)}q=0`)).toEqual([])
    expect(taken(`br;q=${'0'.repeat(long)}`)).toEqual([])
    expect(taken(`${'br, '.repeat(long / 4)}gzip`)).toEqual(['br', 'gzip'])
  })
})
