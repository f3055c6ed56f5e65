/** A gauge of this process, read when Prometheus asks. */
export interface GaugeReading {
  readonly name: string
  readonly help: string
  /** By kind; the empty kind where there is only one. */
  readonly read: () => ReadonlyMap<string, number>
}
