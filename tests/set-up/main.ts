/**
 * The first step of `npm test`: finds out whether a browser, Chinese letters, curl and what runs the
 * examples are there before anything long runs, and brings them where it may.
 */
import { spawnSync } from 'node:child_process'
import { lookAtMachine } from './machine'
import { planSetUp } from './plan'

function install(commands: readonly (readonly string[])[]): void {
  for (const [program = '', ...args] of commands) {
    console.log(`> ${[program, ...args].join(' ')}`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const shell = process.platform === 'win32'
    const { status } = spawnSync(program, args, { stdio: 'inherit', env, shell })
    if (status !== 0) stop([program, ...args].join(' '))
  }
}

function stop(line: string): never {
  console.error(`\nThe tests lack something. Type this, then again npm test:\n\n  ${line}\n`)
  process.exit(1)
}

const plan = planSetUp(lookAtMachine())
if (plan.do === 'stop') stop(plan.line)
if (plan.do === 'install') {
  install(plan.commands)
  const { missing } = lookAtMachine()
  if (missing.length > 0) stop(`(still missing after that: ${missing.join(', ')})`)
}
