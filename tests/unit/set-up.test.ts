import { expect, test } from 'vitest'
import { systemOf } from '../set-up/machine'
import { planSetUp, type Machine } from '../set-up/plan'

const machine = (known: Partial<Machine>): Machine => ({
  uid: 1000,
  system: 'debian',
  ci: false,
  misnamed: false,
  missing: ['browser', 'letters'],
  ...known,
})

const byApt = 'apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk'

/** The commands as somebody would type them. */
function installed(known: Partial<Machine>): string[] {
  const plan = planSetUp(machine(known))
  return plan.do === 'install' ? plan.commands.map((words) => words.join(' ')) : []
}

test.each<Partial<Machine>>([{}, { uid: 0 }, { ci: true }, { system: null }])(
  'where nothing is missing, nothing is done: %j',
  (known) => {
    expect(planSetUp(machine({ ...known, missing: [] }))).toEqual({ do: 'test' })
  },
)

test('root on Debian is given what is missing, and only that', () => {
  expect(installed({ uid: 0 })).toEqual(['apt-get update -qq', byApt])
  expect(installed({ uid: 0, missing: ['letters'] })).toEqual([
    'apt-get update -qq',
    'apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-cjk',
  ])
})

test('continuous integration is given it whoever runs it', () => {
  expect(installed({ ci: true })).toEqual(['sudo apt-get update -qq', `sudo ${byApt}`])
  expect(installed({ ci: true, system: null, missing: ['browser'] })).toEqual([
    'npx playwright install chromium',
  ])
})

test('what runs the examples and deploy is brought where it may be, and spared on a person’s machine', () => {
  const missing = ['php', 'java', 'nginx', 'pgbouncer'] as const
  const byName =
    'apt-get install -y -qq --no-install-recommends php-cli default-jdk-headless nginx-light pgbouncer'
  expect(installed({ uid: 0, missing })).toEqual(['apt-get update -qq', byName])
  expect(installed({ ci: true, system: 'ubuntu', missing })).toEqual([
    'sudo apt-get update -qq',
    `sudo ${byName}`,
  ])
  expect(planSetUp(machine({ missing }))).toEqual({ do: 'test' })
  expect(planSetUp(machine({ missing: ['curl', ...missing] }))).toEqual({
    do: 'stop',
    line: 'sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends curl ca-certificates',
  })
  const elsewhere = planSetUp(machine({ ci: true, system: null, missing }))
  expect(elsewhere).toEqual({
    do: 'stop',
    line: 'install PHP 8; install a JDK 17; install nginx; install PgBouncer',
  })
})

test('on Ubuntu, whose package is a snap, the browser is Playwright’s', () => {
  expect(installed({ uid: 0, system: 'ubuntu' })).toEqual([
    'apt-get update -qq',
    'apt-get install -y -qq --no-install-recommends fontconfig fonts-noto-cjk',
    'npx playwright install chromium --with-deps',
  ])
})

test.each<[string, Partial<Machine>, string]>([
  ['Debian', {}, `sudo apt-get update -qq && sudo ${byApt}`],
  ['macOS', { system: null, missing: ['browser'] }, 'npx playwright install chromium'],
  ['Windows', { system: null, uid: null, missing: ['browser'] }, 'npx playwright install chromium'],
  [
    'another Linux, also as root',
    { system: null, uid: 0 },
    'npx playwright install chromium; install the font Noto Sans CJK (noto-fonts-cjk, google-noto-sans-cjk-fonts)',
  ],
  ['a named browser that is not there', { misnamed: true, ci: true }, 'unset CHROMIUM_PATH'],
])('a person’s machine is left as it is, with one line to type: %s', (_where, known, line) => {
  expect(planSetUp(machine(known))).toEqual({ do: 'stop', line })
})

test('continuous integration without a way to bring letters is told so, before anything runs', () => {
  const bare = machine({ ci: true, system: null, missing: ['letters'] })
  expect(planSetUp(bare)).toMatchObject({ do: 'stop' })
})

test.each([
  ['ID=debian\n', 'debian'],
  ['PRETTY_NAME="Debian"\nID="raspbian"\nID_LIKE=debian\n', 'debian'],
  ['ID=ubuntu\nID_LIKE=debian\n', 'ubuntu'],
  ['ID=linuxmint\nID_LIKE="ubuntu debian"\n', 'ubuntu'],
  ['ID=fedora\n', null],
  ['', null],
])('knows a system by what it says of itself: %j', (text, system) => {
  expect(systemOf(text)).toBe(system)
})
