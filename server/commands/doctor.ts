/** `npm run doctor`: checks a configuration and says what to fix. A separate entry point. */
import { fileURLToPath } from 'node:url'
import { environmentFiles, readConfigInput } from '../config/mistakes/read-config-input'
import { runCommand } from './command'
import { readArguments, usage } from './doctor/arguments'
import { diskOf } from './doctor/context/disk'
import { notChecked, runDoctor } from './doctor/run-doctor'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => {
    const files = environmentFiles(process.env, process.execArgv)
    const input = readConfigInput(process.env, files, Date.now())
    const clientDir = fileURLToPath(new URL('../client/', import.meta.url))
    return runDoctor(input, wanted, { now: Date.now, diskOf, clientDir })
  },
  refused: notChecked,
})
