/**
 * `npm run bench`: what reaches the phone from the landing to the pay sheet, measured in Chromium on the
 * production build, against a bare app of the same libraries built in the same run.
 */
import { bareApp } from './bare-app'
import { landingToSheet } from './landing-to-sheet'

/** Bytes, Brotli; the same figure that `npm test` holds. */
const most = 60_000

const [reached, bare] = await Promise.all([landingToSheet(), bareApp()])
const code = reached.filter((file) => /\.(js|css)$/.test(file.name))
const sum = code.reduce((bytes, file) => bytes + file.bytes, 0)

console.log(
  '\nWhat reaches the phone from the landing to the pay sheet (bytes on the wire, Brotli)\n',
)
for (const { name, bytes } of reached) console.log(`  ${String(bytes).padStart(7)}  ${name}`)
console.log(`
  ${String(sum).padStart(7)}  scripts and styles together (at most ${most})
  ${String(bare).padStart(7)}  baseline: an empty app of Vue, vue-router and Pinia, built alike
  ${(sum / bare).toFixed(2).padStart(7)}  ratio
  ${String(reached.length).padStart(7)}  requests
`)
if (sum > most) process.exitCode = 1
