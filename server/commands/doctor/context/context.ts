import type { Config } from '../../../config/config'
import type { LastCharge } from '../../../store/reporting/store-health'
import type { GatewayName } from '../../../payments/core/records'

/** Size and free space of a disk, in bytes. */
export interface Disk {
  readonly size: number
  readonly free: number
  readonly inMemory: boolean
}

/** Everything from outside except the configuration. */
export interface Seams {
  /** Unix ms */
  readonly now: () => number
  /** Of the folder, or of its nearest existing parent; null where that is unknown. */
  readonly diskOf: (dir: string) => Disk | null
  /** Where the built page is. */
  readonly clientDir: string
}

export interface Context extends Seams {
  readonly config: Config
}

/** Charges in the store that the gateways can be queried about. */
export type LastCharges = Readonly<Record<GatewayName, LastCharge | null>>
