import { keyPairsVariable, makeAllKeyPairs } from '../../../mocks/sandbox/keys'

/** The sandbox's keys, made once for the whole run: its workers inherit the environment. */
export default function setup(): void {
  process.env[keyPairsVariable] ??= makeAllKeyPairs()
}
