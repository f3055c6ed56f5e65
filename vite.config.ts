import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build, defineConfig, type Plugin } from 'vite'

// WeChat's WebViews are older than Vite's default target; the floor is held by `npm run test:built`.
const oldestWebViews = ['chrome66', 'safari12', 'ios12']

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The checkout, and the small page that WeChat frames after a payment, which shares nothing with it. */
const pages = ['index.html', 'receipt.html'].map(at)
const alias = { '@': at('./src') }

export default defineConfig(({ isSsrBuild, mode }) => ({
  // Relative: one build serves any directory, every address lies one level under it.
  base: './',
  publicDir: isSsrBuild ? false : 'public',
  plugins: [
    vue(),
    mode === 'mock' ? mocked() : preflight(),
    receipt(),
    ...(isSsrBuild || mode === 'mock' ? [] : [precompress()]),
  ],
  define: isSsrBuild
    ? {}
    : {
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
  resolve: { alias },
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'node20',
        sourcemap: true,
        emptyOutDir: true,
        rolldownOptions: {
          input: ['server/main.ts', 'server/reconcile.ts', 'server/links.ts'].map(at),
          output: { chunkFileNames: '[name]-[hash].js' },
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
              groups: [{ name: 'vendor', test: /node_modules.(@vue|vue|vue-router|pinia)./ }],
            },
          },
        },
      },
}))

/** Inlines the landing's first request into the page's head, so that it leaves before any bundle. */
function preflight(): Plugin {
  return {
    name: 'preflight',
    transformIndexHtml: (html) => inlined(html, 'preflight', './src/landing/preflight.ts'),
  }
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
async function inlined(html: string, name: string, entry: string): Promise<string> {
  const mark = `<!-- ${name} -->`
  if (!html.includes(mark)) return html
  const script = await bundled(name, at(entry))
  return html.replace(mark, () => `<script>${script.trim()}</script>`)
}

/** One script of an entry and all that it imports, as small as a whole page can afford. */
async function bundled(name: string, entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias },
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

/** The SPA alone: another entry that starts msw and a stand-in bridge before it loads `src/main`. */
function mocked(): Plugin {
  const worker = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js')
  return {
    name: 'mocked',
    transformIndexHtml: {
      order: 'pre',
      handler: (html) => html.replace('/src/main.ts', '/mocks/dev.ts'),
    },
    configureServer({ middlewares }) {
      middlewares.use('/mockServiceWorker.js', (_request, response) => {
        response.setHeader('Content-Type', 'text/javascript')
        void readFile(worker).then((script) => response.end(script))
      })
    },
  }
}
