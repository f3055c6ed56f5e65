import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const project = fileURLToPath(new URL('../../../', import.meta.url))

const source = `
import { createPinia, defineStore } from 'pinia'
import { createApp, h } from 'vue'
import { RouterView, createRouter, createWebHistory } from 'vue-router'

const useNothing = defineStore('nothing', () => ({}))
const page = { render: () => h('p', String(Object.keys(useNothing()).length)) }
const router = createRouter({ history: createWebHistory(), routes: [{ path: '/', component: page }] })
createApp(RouterView).use(createPinia()).use(router).mount('#app')
`

/** @returns the script of an app that does nothing with the libraries that ours is made with */
export async function bareApp(): Promise<string> {
  const folder = await mkdtemp(join(project, 'node_modules/.tmp-bare-'))
  const entry = join(folder, 'main.js')
  await writeFile(entry, source)
  try {
    const built = await build({
      root: project,
      configFile: false,
      logLevel: 'silent',
      define: {
        __VUE_OPTIONS_API__: 'false',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
      build: {
        write: false,
        target: ['chrome66', 'safari12', 'ios12'],
        rolldownOptions: { input: entry },
      },
    })
    const outputs = [built].flat().flatMap((one) => ('output' in one ? one.output : []))
    return outputs.map((file) => (file.type === 'chunk' ? file.code : '')).join('\n')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
