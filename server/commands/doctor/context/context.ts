import type { Config } from '../../../config/config'
import type { LastCharge } from '../../../store/reporting/store-health'
import type { GatewayName } from '../../../payments/core/records'

/** A disk, in bytes. */
export interface Disk {
  readonly size: number
  readonly free: number
  readonly inMemory: boolean
}

/** What comes from outside beside the configuration. */
export interface Seams {
  /** Unix ms */
  readonly now: () => number
  /** Of the folder, or of the nearest above it that is there; null where it cannot be told. */
  readonly diskOf: (dir: string) => Disk | null
  /** Where the build's page lies. */
  readonly clientDir: string
}

export interface Context extends Seams {
  readonly config: Config
}

/** What the store knows that the gateways can be asked about. */
export type LastCharges = Readonly<Record<GatewayName, LastCharge | null>>
