/** What of the machine decides which way the tests' tools come. */
export interface Machine {
  /** Null where there are no user ids, as on Windows. */
  readonly uid: number | null
  /** Of `/etc/os-release`; none elsewhere. */
  readonly system: 'debian' | 'ubuntu' | null
  readonly ci: boolean
  /** `CHROMIUM_PATH` names a file that is not there. */
  readonly misnamed: boolean
  readonly missing: readonly Need[]
}

/**
 * A Chromium or Chrome, letters for Chinese, and the client with which a shop's developer begins; and what
 * runs the examples in other languages, and what stands in front of the backend in `deploy`.
 */
export type Need =
  'browser' | 'letters' | 'curl' | 'php' | 'java' | 'nginx' | 'pgbouncer' | 'promtool'

/** A person's machine does without: the tests that need these are left out there, and say so. */
const spared: ReadonlySet<Need> = new Set(['php', 'java', 'nginx', 'pgbouncer', 'promtool'])

export type Plan =
  | { readonly do: 'test' }
  /** Commands to run one after another, then the machine is looked at again. */
  | { readonly do: 'install'; readonly commands: readonly (readonly string[])[] }
  | { readonly do: 'stop'; readonly line: string }

const packages: Readonly<Record<Need, readonly string[]>> = {
  browser: ['chromium'],
  letters: ['fontconfig', 'fonts-noto-cjk'],
  curl: ['curl', 'ca-certificates'],
  php: ['php-cli'],
  java: ['default-jdk-headless'],
  nginx: ['nginx-light'],
  pgbouncer: ['pgbouncer'],
  promtool: ['prometheus'],
}

const ownBrowser = ['npx', 'playwright', 'install', 'chromium']

/**
 * Nothing is changed on a person's machine unasked: they get one line to type. A machine that is there
 * to test, root's on Debian or continuous integration's, is given what it lacks.
 */
export function planSetUp(machine: Machine): Plan {
  const unasked = machine.ci || (machine.uid === 0 && machine.system !== null)
  const needed = unasked ? machine.missing : machine.missing.filter((need) => !spared.has(need))
  if (needed.length === 0) return { do: 'test' }
  if (machine.misnamed) return { do: 'stop', line: 'unset CHROMIUM_PATH' }
  const wanting = { ...machine, missing: needed }
  const commands = commandsFor(wanting)
  return unasked && commands.length > 0
    ? { do: 'install', commands }
    : { do: 'stop', line: lineFor(wanting, commands) }
}

function commandsFor({ system, uid, missing }: Machine): string[][] {
  if (system === null) return missing.includes('browser') ? [ownBrowser] : []
  // Ubuntu's package named chromium is a snap, which a container cannot start.
  const byApt = system === 'debian' ? missing : missing.filter((need) => need !== 'browser')
  const asRoot = uid === 0 ? [] : ['sudo']
  const names = byApt.flatMap((need) => packages[need])
  return [
    ...(names.length > 0
      ? [
          [...asRoot, 'apt-get', 'update', '-qq'],
          [...asRoot, 'apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names],
        ]
      : []),
    ...(byApt.length < missing.length ? [[...ownBrowser, '--with-deps']] : []),
  ]
}

function lineFor({ system, missing }: Machine, commands: string[][]): string {
  const typed = commands.map((words) => words.join(' ')).join(' && ')
  const byHand = system === null ? missing.filter((need) => need !== 'browser') : []
  const found = byHand.map((need) => foundElsewhere[need])
  return [typed, ...found].filter((part) => part !== '').join('; ')
}

/** Where packages have other names on every system. */
const foundElsewhere: Readonly<Record<Need, string>> = {
  browser: '',
  letters: 'install the font Noto Sans CJK (noto-fonts-cjk, google-noto-sans-cjk-fonts)',
  curl: 'install curl',
  php: 'install PHP 8',
  java: 'install a JDK 17',
  nginx: 'install nginx',
  pgbouncer: 'install PgBouncer',
  promtool: 'install Prometheus',
}
