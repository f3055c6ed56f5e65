import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { build, defineConfig, minify, transformWithOxc, type Plugin } from 'vite'

// WeChat's WebViews are older than Vite's default target; the floor is held by `npm run test:built`.
const oldestWebViews = ['chrome66', 'safari12', 'ios12']

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig(({ isSsrBuild, mode }) => ({
  // Relative: one build serves any directory, every address lies one level under it.
  base: './',
  publicDir: isSsrBuild ? false : 'public',
  plugins: [
    vue(),
    mode === 'mock' ? mocked() : preflight(),
    ...(isSsrBuild ? [] : [receipt()]),
    ...(isSsrBuild || mode === 'mock' ? [] : [precompress()]),
  ],
  define: isSsrBuild
    ? {}
    : {
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
  resolve: { alias: { '@': at('./src') } },
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
          input: ['./index.html', './receipt.html'].map(at),
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
  const file = at('./src/landing/preflight.ts')
  return {
    name: 'preflight',
    async transformIndexHtml(html) {
      const source = await readFile(file, 'utf8')
      const { code } = await transformWithOxc(source, file, { target: 'es2015', sourcemap: false })
      const script = code.replace(/export\s*\{\s*\};?/, '')
      const small = await minify(file, `(function(){${script}})()`, {
        compress: { target: 'es2015' },
      })
      return html.replace('<!-- preflight -->', `<script>${small.code.trim()}</script>`)
    },
  }
}

/** Bundles the receipt's script and inlines it: within WeChat's three seconds there is time for one request. */
function receipt(): Plugin {
  return {
    name: 'receipt',
    async transformIndexHtml(html) {
      if (!html.includes('<!-- receipt -->')) return html
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        resolve: { alias: { '@': at('./src') } },
        build: {
          write: false,
          target: oldestWebViews,
          modulePreload: false,
          rolldownOptions: { input: at('./src/receipt/receipt.ts'), output: { format: 'iife' } },
        },
      })
      const [script] = [built].flat().flatMap((made) => ('output' in made ? made.output : []))
      if (script?.type !== 'chunk') throw new Error('the receipt has no script')
      return html.replace('<!-- receipt -->', () => `<script>${script.code.trim()}</script>`)
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
