import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

// WeChat's WebViews are older than Vite's default target; the floor is held by `npm run test:built`.
const oldestWebViews = ['chrome66', 'safari12', 'ios12']

export default defineConfig(({ isSsrBuild, mode }) => ({
  // Relative: one build serves any directory, every address lies one level under it.
  base: './',
  publicDir: isSsrBuild ? false : 'public',
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: isSsrBuild
    ? { outDir: 'dist/server', target: 'node20', sourcemap: true, emptyOutDir: true }
    : {
        outDir: 'dist/client',
        target: oldestWebViews,
        cssTarget: oldestWebViews,
        modulePreload: { polyfill: false },
        emptyOutDir: true,
      },
  define: { __MOCKED__: JSON.stringify(mode === 'mock') },
}))
