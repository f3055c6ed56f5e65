import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('../../../server/commands/reconcile.ts', import.meta.url))

/** What `npm run reconcile` says and ends with, in a process of its own and this environment alone. */
export function reconcileInAnotherProcess(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ exitCode: number | string; out: string; error: string }> {
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', ...environment }
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', script, ...args]
    execFile(process.execPath, command, { env }, (failure, out, error) => {
      resolve({ exitCode: failure ? (failure.code ?? 'killed') : 0, out, error })
    })
  })
}
