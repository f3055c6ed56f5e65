/** `npm run doctor`: what is wrong with a configuration, and what to mend. An entry of its own. */
import { environmentFiles, readTold } from '../config/mistakes/read-told'
import { runCommand } from './command'
import { readArguments, usage } from './doctor/arguments'
import { notChecked, runDoctor } from './doctor/run-doctor'

await runCommand({
  usage,
  readArguments,
  run: (wanted) => {
    const files = environmentFiles(process.env, process.execArgv)
    return runDoctor(readTold(process.env, files, Date.now()), wanted)
  },
  refused: notChecked,
})
