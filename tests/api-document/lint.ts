/** `npm run lint:api`: the API document as the real backend answers it, held to the rules of `redocly.yaml`. */
import { lintDocument } from './lint-document'
import { realDocument } from './real-document'

const { code, said } = await lintDocument(await realDocument())
if (code !== 0) console.error(said)
process.exit(code)
