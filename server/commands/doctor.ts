/** `npm run doctor`: what is wrong with a configuration, and what to mend. An entry of its own. */
import { fileURLToPath } from 'node:url'
import { environmentFiles, readConfigInput } from '../config/mistakes/read-input'
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
