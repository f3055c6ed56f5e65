import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build, defineConfig, type Plugin, type Rolldown } from 'vite'

// WeChat's WebViews are older than Vite's default target; the floor is held by `npm run test:built`.
const oldestWebViews = ['chrome66', 'safari12', 'ios12']

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The checkout, and the small page that WeChat frames after a payment, which shares nothing with it. */
const pages = ['index.html', 'receipt.html'].map(at)
/** Programs of their own, each in a file of its own. */
const commands = [
  'adopt',
  'backup',
  'reconcile',
  'archive',
  'export',
  'forget',
  'inspect',
  'links',
  'notify',
  'doctor',
]

const alias = { '@': at('./src') }

export default defineConfig(({ isSsrBuild, mode }) => ({
  // Relative: one build serves any directory, every address lies one level under it.
  base: './',
  publicDir: isSsrBuild ? false : 'public',
  plugins: [
    vue(),
    ...(mode === 'mock' ? [mocked()] : [preflight(), early()]),
    receipt(),
    axiosOverXhr(),
    ...(isSsrBuild || mode === 'mock' ? [] : [precompress()]),
    ...(isSsrBuild ? [neverAsked(), ownLinesOnly()] : []),
  ],
  define: isSsrBuild
    ? {}
    : {
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
  resolve: { alias },
  // One file is read in a fraction of the time that a thousand are. What has native parts stays outside.
  ...(isSsrBuild && {
    ssr: { noExternal: true as const, external: ['libsql', 'sodium-native', 'pg-native'] },
  }),
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'node20',
        sourcemap: true,
        emptyOutDir: true,
        rolldownOptions: {
          input: {
            main: at('./server/entry.ts'),
            ...Object.fromEntries(
              commands.map((name) => [name, at(`./server/commands/${name}.ts`)]),
            ),
          },
          output: {
            chunkFileNames: '[name]-[hash].js',
            sourcemapExcludeSources: true,
            // Without comments and spaces it is read sooner; names stay, so that a trace can be read too.
            minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
          },
        },
      }
    : {
        // The gallery is built for the pictures of it alone, and never goes live.
        outDir: mode === 'mock' ? 'node_modules/.cache/gallery' : 'dist/client',
        target: mode === 'mock' ? 'esnext' : oldestWebViews,
        cssTarget: oldestWebViews,
        modulePreload: { polyfill: false },
        emptyOutDir: true,
        // What changes with us and what changes with Vue are cached apart.
        rolldownOptions: {
          input: mode === 'mock' ? pages.slice(0, 1) : pages,
          output: {
            codeSplitting: {
              groups: [
                { name: 'vendor', test: /node_modules.(@vue|vue|vue-router|pinia|axios)./ },
                // Each file that the app begins with has its name in the page: what all pages share is one.
                { name: 'ui', test: /src.ui.\w+\.vue/ },
              ],
            },
          },
        },
      },
}))

/**
 * Leaves axios's fetch adapter out: the app calls over XMLHttpRequest alone, and the adapter is written with
 * what the oldest WebViews have not got. To ask for it answers as where there is no fetch.
 */
function axiosOverXhr(): Plugin {
  return {
    name: 'axios-over-xhr',
    load: {
      filter: { id: /axios\/lib\/adapters\/fetch\.js$/ },
      handler: () => 'export const getFetch = () => false',
    },
  }
}

/** Inlines the page's first request into its head, so that it leaves before anything else has arrived. */
function preflight(): Plugin {
  return {
    name: 'preflight',
    transformIndexHtml: (html) => inlined(html, 'preflight', './src/boot/preflight.ts'),
  }
}

/**
 * Inlines the payment's way to the sheet, and the styles; the app is fetched by it, when the line is free.
 * The tags that the build has made for the app therefore go.
 */
function early(): Plugin {
  const inPage: string[] = []
  return {
    name: 'early',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => forget(inPage, bundle),
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        if (!html.includes('<!-- early -->')) return html
        const { page, script, imports, styles } = withoutApp(html)
        inPage.push(...styles)
        const files = { script, imports, words: dictionariesIn(bundle) }
        const define = { APP_FILES: JSON.stringify(files) }
        const framed = await inlined(withoutNotes(page), 'frame', './src/boot/inlined-order.ts')
        const whole = await inlined(framed, 'early', './src/boot/inlined.ts', define)
        return whole.replace('</style>', () => `${takenFrom(bundle, styles)}</style>`)
      },
    },
  }
}

type Bundle = Rolldown.OutputBundle

/** A page without what loads the app, and what that was; the addresses as they stand there. */
function withoutApp(html: string) {
  const found = { script: '', imports: [] as string[], styles: [] as string[] }
  const page = html
    .replace(
      /\s*<script type="module"[^>]* src="([^"]*(?:\/assets\/|main\.ts)[^"]*)"><\/script>/,
      (_, src: string) => {
        found.script = src
        return ''
      },
    )
    .replace(/\s*<link rel="modulepreload"[^>]* href="([^"]*)">/g, (_, href: string) => {
      found.imports.push(href)
      return ''
    })
    .replace(
      /\s*<link rel="stylesheet"[^>]* href="([^"]*\/assets\/[^"]*)">/g,
      (_, href: string) => {
        found.styles.push(href)
        return ''
      },
    )
  if (!found.script) throw new Error('There is no script of the app in the page.')
  return { page, ...found }
}

/** The page's own script without what is written for its readers: a payer waits for every byte. */
function withoutNotes(page: string): string {
  return page.replace(/^\s*\/\/.*\n/gm, '').replace(/^ +/gm, '')
}

/** The chunk of each language's words. */
function dictionariesIn(bundle: Bundle): Record<string, string> {
  const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []))
  const found = Object.fromEntries(
    chunks.flatMap(({ facadeModuleId, fileName }) => {
      const [, language] =
        /\/src\/locales\/(zh-CN|zh-Hant|en)\/\1\.ts$/.exec(facadeModuleId ?? '') ?? []
      return language ? [[language, `./${fileName}`]] : []
    }),
  )
  if (Object.keys(found).length === 0) throw new Error('No language has a chunk of its own.')
  return found
}

/**
 * A page that is fetched later asks for the styles of what it shares with the first one, and breaks where
 * they are not there: instead of them it asks for the script that they belong to, which is there.
 */
function forget(styles: readonly string[], bundle: Bundle): void {
  const chunks = Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [file] : []))
  const nameOf = (path: string) => path.replace(/^.*\//, '')
  for (const style of styles.map(nameOf)) {
    const owner = chunks.find(({ viteMetadata }) =>
      [...(viteMetadata?.importedCss ?? [])].some((path) => nameOf(path) === style),
    )
    if (!owner) throw new Error(`${style} is no script’s.`)
    for (const chunk of chunks) chunk.code = chunk.code.split(style).join(nameOf(owner.fileName))
  }
}

/** The styles of a bundle, which stand in the page from now on and nowhere else. */
function takenFrom(bundle: Bundle, styles: readonly string[]): string {
  return styles
    .map((href) => {
      const name = href.replace(/^\.\//, '')
      const file = bundle[name]
      if (file?.type !== 'asset') throw new Error(`${name} is no style of the build.`)
      Reflect.deleteProperty(bundle, name)
      // the minifier leaves what `light-dark()` would need, which no style of ours uses
      return String(file.source)
        .replace(/--lightningcss-\w+:[^;]*;/g, '')
        .trim()
    })
    .join('')
}

/** Inlines the receipt's script: WeChat gives that page three seconds, so it is one answer. */
function receipt(): Plugin {
  return {
    name: 'receipt',
    transformIndexHtml: (html) => inlined(html, 'receipt', './src/receipt/main.ts'),
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        request.url = request.url?.replace(/\/receipt(?=\?|$)/, '/receipt.html')
        next()
      })
    },
  }
}

/** A page with an entry's script where its mark stands, if it has one. */
async function inlined(
  html: string,
  name: string,
  entry: string,
  define: Record<string, string> = {},
): Promise<string> {
  const mark = `<!-- ${name} -->`
  if (!html.includes(mark)) return html
  const script = await bundled(name, at(entry), define)
  return html.replace(mark, () => `<script>${script.trim()}</script>`)
}

/** One script of an entry and all that it imports, as small as a whole page can afford. */
async function bundled(
  name: string,
  entry: string,
  define: Record<string, string>,
): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
    define,
    build: {
      write: false,
      target: oldestWebViews,
      lib: { entry, formats: ['iife'], name },
    },
  })
  const [first] = [result].flat()
  if (!first || !('output' in first)) throw new Error(`${entry} was not built`)
  return first.output[0].code
}

/** What a package loads for a call that is never made here: the API's document in YAML. */
function neverAsked(): Plugin {
  return {
    name: 'never-asked',
    load: {
      filter: { id: /node_modules.yaml.(?!.*node_modules)/ },
      handler: () => 'export {}',
    },
  }
}

/**
 * The backend's maps name the lines of our own sources: those of packages would be four fifths of what
 * a start has to read before the first stack is asked for.
 */
function ownLinesOnly(): Plugin {
  return {
    name: 'own-lines-only',
    transform: {
      filter: { id: /node_modules/ },
      handler: (code) => ({ code, map: { mappings: '' } }),
    },
  }
}

/** Leaves every script and style compressed beside itself, so that serving one costs nothing. */
function precompress(): Plugin {
  const folder = at('./dist/client/assets/')
  return {
    name: 'precompress',
    apply: 'build',
    async closeBundle() {
      for (const name of await readdir(folder)) {
        const file = await readFile(folder + name)
        await writeFile(`${folder}${name}.br`, brotliCompressSync(file))
        await writeFile(`${folder}${name}.gz`, gzipSync(file, { level: 9 }))
      }
    },
  }
}

/** The SPA alone: another entry that starts msw and a stand-in bridge before it loads `src/boot/main`. */
function mocked(): Plugin {
  const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')
  return {
    name: 'mocked',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('/src/boot/main.ts', '/mocks/dev.ts'),
    },
    configureServer({ middlewares }) {
      middlewares.use('/mockServiceWorker.js', (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript')
        void readFile(worker).then((script) => response.end(script))
      })
    },
  }
}
