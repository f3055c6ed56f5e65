/**
 * `npm run pack -- FOLDER`: everything that a running backend needs, and nothing else. The build bundles
 * every package but those with native parts, which are copied for this system.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../', import.meta.url))
const modules = join(project, 'node_modules')
/** What `vite.config.ts` leaves outside the build; `pg-native` is not used. */
const outside = ['libsql', 'sodium-native']

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package with its dependencies, as far as they are installed. */
function withDependencies(name: string, found = new Set<string>()): Set<string> {
  const file = join(modules, name, 'package.json')
  if (found.has(name) || !existsSync(file)) return found
  found.add(name)
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8')) as Package
  const needed = Object.keys({ ...dependencies, ...optionalDependencies })
  // npm may have installed both C libraries: 10 MB for one that cannot be loaded here.
  for (const one of needed.filter(isForHere)) withDependencies(one, found)
  return found
}

function isForHere(name: string): boolean {
  const other = isMusl() ? /-gnu(eabihf)?$/ : /-musl(eabihf)?$/
  return process.platform !== 'linux' || !other.test(name)
}

function isMusl(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined
}

/** A backend that was started here has left what Node.js compiled of it. */
const isBuilt = (path: string) => basename(path) !== '.compiled'

function pack(to: string, dist: string): void {
  if (!existsSync(join(dist, 'client/index.html'))) fail('Run "npm run build" first.')
  if (existsSync(to) && readdirSync(to).length > 0) fail(`${to} is not empty.`)
  mkdirSync(to, { recursive: true })
  cpSync(join(project, 'LICENSE'), join(to, 'LICENSE'))
  // The build of the backend alone lacks what nginx needs to serve pages from the disk.
  const folders = ['client', 'server', 'nginx'].filter((one) => existsSync(join(dist, one)))
  for (const name of folders) {
    cpSync(join(dist, name), join(to, 'dist', name), { recursive: true, filter: isBuilt })
  }
  // Node.js reads from it that the files are modules.
  const { version, engines } = JSON.parse(
    readFileSync(join(project, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, unknown>>
  const own = { name: 'paymax-checkout', version, private: true, type: 'module', engines }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(own, null, 2)}\n`)
  const here = `${process.platform}-${process.arch}`
  for (const name of new Set(outside.flatMap((one) => [...withDependencies(one)]))) {
    cpSync(join(modules, name), join(to, 'node_modules', name), {
      recursive: true,
      // Binaries for other systems, and sources.
      filter: (path) => {
        const [, within] = path.split(`${join(modules, name)}/prebuilds/`)
        return within === undefined || within === '' || within.split(/[\\/]/)[0] === here
      },
    })
  }
  process.stdout.write(`Packed for ${here} into ${to}. Start: node dist/server/main.js\n`)
}

function fail(reason: string): never {
  process.stderr.write(`${reason}\n`)
  process.exit(1)
}

const [folder, dist = join(project, 'dist')] = process.argv.slice(2)
if (folder === undefined) fail('The target folder is missing: npm run pack -- FOLDER')
pack(resolve(folder), resolve(dist))
