import { brotliCompressSync } from 'node:zlib'
import { landingToSheet } from './landing-to-sheet'
import type { Benchmark, Measured } from './report/figure'
import { bareApp } from './setting/bare-app'

/** What reaches the phone from the landing to the call of the bridge, in a browser with an empty cache. */
export const weight: Benchmark = {
  name: 'weight',
  title: 'what reaches the phone from the landing to the pay sheet',
  run,
}

async function run(): Promise<Measured> {
  const reached = await landingToSheet()
  const bare = brotliCompressSync(await bareApp()).length
  const code = reached.filter((file) => /\.(js|css)$/.test(file.name))
  const sum = code.reduce((bytes, file) => bytes + file.bytes, 0)
  return {
    figures: [
      {
        name: 'scripts and styles on the wire, Brotli',
        unit: 'bytes',
        ours: [sum],
        baseline: { name: 'an empty app of Vue, vue-router and Pinia, built alike', runs: [bare] },
        required: null,
        aim: null,
      },
    ],
    notes: reached.map(({ name, bytes }) => `${String(bytes).padStart(7)}  ${name}`),
  }
}
